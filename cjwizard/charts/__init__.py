"""Pictures of the results, as Vega-Lite."""
