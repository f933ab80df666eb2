"""What geography refuses."""

from kentongan.kernel.errors import Malformed, Refused, mark


class NoSuchPoint(Malformed):
    code = "GEO-001"
    what = mark("Tidak ada titik di lintang {lat} dan bujur {lon}.")
    rule = mark("Lintang antara −90 dan 90, bujur antara −180 dan 180, dalam derajat WGS-84.")
    advice = mark("Periksa apakah lintang dan bujur tertukar, lalu kirim lagi.")


class CentreIsNoPosition(Refused):
    code = "GEO-002"
    what = mark("Lokasi bermutu {quality} tidak boleh memiliki koordinat.")
    rule = mark("Titik tengah suatu wilayah bukan posisi kejadian.")
    advice = mark("Hapus koordinatnya, atau tandai titik di peta sebagai lokasi pasti/perkiraan.")


class PositionMissing(Refused):
    code = "GEO-003"
    what = mark("Lokasi bermutu {quality} harus memiliki koordinat.")
    rule = mark("Lokasi pasti dan lokasi perkiraan adalah titik di peta.")
    advice = mark("Tandai titiknya, atau pilih desa/kecamatan saja.")


class RadiusMissing(Refused):
    code = "GEO-004"
    what = mark("Lokasi perkiraan harus menyebut radiusnya.")
    rule = mark("Perkiraan area tanpa radius terbaca sebagai titik pasti.")
    advice = mark("Isi ketelitian dalam meter, lebih dari nol.")


class NoSuchArea(Malformed):
    code = "GEO-005"
    what = mark("Bidang ini tidak dapat dibaca: {reason}.")
    rule = mark("Bidang adalah Polygon atau MultiPolygon GeoJSON (RFC 7946) dalam WGS-84.")
    advice = mark("Perbaiki geometri itu di berkas asalnya, lalu muat lagi.")


class NoSuchBox(Malformed):
    code = "GEO-006"
    what = mark("Kotak peta {text} tidak dapat dibaca.")
    rule = mark("bbox=minLon,minLat,maxLon,maxLat dalam derajat; minimum tidak melebihi maksimum.")
    advice = mark("Perbaiki empat angka itu, lalu kirim lagi.")
