"""How fast the product is, as ratios against bare Streamlit, measured in one run: ``python -m bench``."""
