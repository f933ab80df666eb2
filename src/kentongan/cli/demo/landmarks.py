"""Places that callers in Kendal name. The places are real; their positions are approximate.

All are marked invented, so that no screen takes them for surveyed points. A regency loads its own
file with `kentongan regions load-landmarks`.
"""

from kentongan.regions.enums import LandmarkKind
from kentongan.regions.types import LandmarkRow

K = LandmarkKind

_ROWS: tuple[tuple[str, LandmarkKind, str, float, float, tuple[str, ...]], ...] = (
    ("Alun-alun Kendal", K.OTHER, "332415", -6.9225, 110.2030, ("Alun-alun kota",)),
    ("Masjid Agung Kendal", K.WORSHIP, "332415", -6.9215, 110.2020, ()),
    ("RSUD dr. H. Soewondo", K.HEALTH, "332415", -6.9180, 110.2045, ("RSUD Kendal",)),
    ("Kantor Bupati Kendal", K.OFFICE, "332415", -6.9250, 110.2030, ("Setda Kendal",)),
    ("Pasar Kendal", K.MARKET, "332415", -6.9205, 110.2045, ("Pasar kota",)),
    ("Stadion Utama Kendal", K.OTHER, "332415", -6.9345, 110.2070, ("Stadion Kebondalem",)),
    ("TPI Bandengan", K.BEACH, "332415", -6.8960, 110.2130, ("Tempat pelelangan ikan Kendal",)),
    ("Simpang Ketapang", K.ROAD, "332415", -6.9370, 110.2160, ()),
    ("Terminal Bahurekso", K.STATION, "332414", -6.9245, 110.1780, ("Terminal Kendal",)),
    ("Jembatan Kali Bodri", K.BRIDGE, "332414", -6.9290, 110.1620, ("Jembatan Bodri Pantura",)),
    ("Stasiun Kalibodri", K.STATION, "332414", -6.9410, 110.1680, ()),
    ("Pantai Muara Kencan", K.BEACH, "332414", -6.8640, 110.1890, ("Muara Kencan",)),
    ("Pabrik gula Cepiring", K.FACTORY, "332413", -6.9260, 110.1545, ("PG Cepiring",)),
    ("Pasar Cepiring", K.MARKET, "332413", -6.9285, 110.1530, ()),
    ("Pantai Jungsemi", K.BEACH, "332417", -6.8930, 110.1130, ("Pantai Indah Kemangi",)),
    ("Pasar Weleri", K.MARKET, "332412", -6.9715, 110.0775, ()),
    ("Stasiun Weleri", K.STATION, "332412", -6.9700, 110.0720, ()),
    ("RSI Muhammadiyah Weleri", K.HEALTH, "332412", -6.9770, 110.0680, ("RSI Kendal",)),
    ("Pintu tol Weleri", K.TOLL, "332412", -6.9900, 110.0790, ("Exit tol Weleri",)),
    ("Jembatan Kali Kuto", K.BRIDGE, "332412", -6.9620, 110.0510, ("Kalikuto", "batas Batang")),
    ("TPI Tawang", K.BEACH, "332416", -6.9080, 110.0430, ("Pelabuhan Tawang",)),
    ("Pantai Sendang Sikucing", K.BEACH, "332416", -6.9060, 110.0650, ("Sikucing",)),
    ("Rest area KM 391 A", K.TOLL, "332418", -6.9990, 110.1090, ("Rest area 391",)),
    ("Tol KM 385", K.TOLL, "332412", -6.9960, 110.0850, ("KM 385+600",)),
    ("Bendung Juwero", K.RIVER, "332411", -7.0150, 110.1300, ("Bendungan Juwero",)),
    ("Pasar Pegandon", K.MARKET, "332410", -6.9660, 110.1550, ()),
    ("Pintu tol Kendal", K.TOLL, "332419", -6.9800, 110.1900, ("Exit tol Kendal",)),
    ("Pasar Gladag Kaliwungu", K.MARKET, "332408", -6.9530, 110.2560, ("Pasar Kaliwungu",)),
    ("Masjid Al-Muttaqin", K.WORSHIP, "332408", -6.9540, 110.2580, ("Alun-alun Kaliwungu",)),
    ("Stasiun Kaliwungu", K.STATION, "332408", -6.9490, 110.2510, ()),
    ("Kawasan Industri Kendal", K.FACTORY, "332408", -6.9290, 110.2640, ("KIK", "KEK Kendal")),
    ("Pelabuhan Kendal", K.STATION, "332408", -6.9220, 110.2750, ("Pelabuhan Tanjung Kendal",)),
    ("Pantai Ngebum", K.BEACH, "332408", -6.9330, 110.2880, ("Ngebum",)),
    ("Pintu tol Kaliwungu", K.TOLL, "332420", -6.9690, 110.2420, ("Exit tol Kaliwungu",)),
    ("Hutan jati Darupono", K.OTHER, "332420", -7.0170, 110.2640, ("Darupono",)),
    ("Pasar Brangsong", K.MARKET, "332409", -6.9460, 110.2330, ()),
    ("Pasar Boja", K.MARKET, "332407", -7.1025, 110.2740, ()),
    ("Terminal Boja", K.STATION, "332407", -7.1040, 110.2680, ()),
    ("RS Charlie Boja", K.HEALTH, "332407", -7.1045, 110.2620, ("Charlie Hospital",)),
    ("Kebun teh Medini", K.TRAIL, "332406", -7.1640, 110.3310, ("Medini", "jalur Promasan")),
    ("Pemandian air panas Gonoharjo", K.OTHER, "332406", -7.1490, 110.3330, ("Nglimut",)),
    ("Goa Kiskendo", K.OTHER, "332405", -7.0620, 110.2460, ()),
    ("Curug Sewu", K.RIVER, "332404", -7.0910, 110.1000, ("Air terjun Curugsewu",)),
    ("Pasar Sukorejo", K.MARKET, "332403", -7.0850, 110.0500, ()),
    ("Terminal Sukorejo", K.STATION, "332403", -7.0815, 110.0470, ()),
    ("Basecamp Gunung Prau Kenjuran", K.TRAIL, "332403", -7.1800, 109.9720, ("Kenjuran",)),
)  # fmt: skip

LANDMARKS: tuple[LandmarkRow, ...] = tuple(
    LandmarkRow(
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        region_code=region,
        aliases=aliases,
        invented=True,
    )
    for name, kind, region, lat, lon, aliases in _ROWS
)
