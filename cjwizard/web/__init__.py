"""Plain HTTP beside Streamlit."""
