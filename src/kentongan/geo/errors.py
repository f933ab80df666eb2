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


class AreaIsNoPosition(Refused):
    code = "GEO-007"
    what = mark("Pilihan wilayah tidak menghasilkan koordinat.")
    rule = mark("Titik tengah desa atau kecamatan bukan posisi kejadian.")
    advice = mark("Hapus koordinatnya, atau sebut sumber titik itu: peta, pelapor, petugas.")


class NullIsland(Refused):
    code = "GEO-008"
    what = mark("Koordinat 0, 0 bukan lokasi kejadian.")
    rule = mark("Alat yang tidak tahu posisinya sering mengirim 0, 0: titik di laut dekat Afrika.")
    advice = mark("Tandai titiknya di peta, atau kosongkan koordinat dan pilih desa/kecamatan.")


class NoSuchBox(Malformed):
    code = "GEO-006"
    what = mark("Kotak peta {text} tidak dapat dibaca.")
    rule = mark("bbox=minLon,minLat,maxLon,maxLat dalam derajat; minimum tidak melebihi maksimum.")
    advice = mark("Perbaiki empat angka itu, lalu kirim lagi.")


class NoSuchAddressPart(Malformed):
    code = "GEO-009"
    what = mark("Bagian alamat {part} tidak dapat dibaca.")
    rule = mark("Setiap bagian alamat memiliki bentuknya sendiri: {expected}.")
    advice = mark("Perbaiki bagian itu; keterangan lain dapat ditulis di alamat bebas.")


class NoRoadSaid(Malformed):
    code = "GEO-010"
    what = mark("KM atau jalur disebut tanpa jalannya.")
    rule = mark("KM dan jalur adalah milik suatu jalan: tol, Pantura, atau jalan lain.")
    advice = mark("Pilih jalannya, atau kosongkan KM dan jalur.")


class NoSuchRoads(Malformed):
    code = "GEO-011"
    what = mark("Jalan dari {name} tidak dapat dibaca: {reason}.")
    rule = mark("Berkas jalan adalah .osm.pbf, .osm.gz, .osm atau .graphml dari OSMnx.")
    advice = mark("Ambil lagi cuplikan OpenStreetMap itu, lalu bangun lagi.")


class NoSuchProfile(Malformed):
    code = "GEO-012"
    what = mark("Profil kendaraan {name} tidak dapat dipakai: {reason}.")
    rule = mark("Profil adalah berkas TOML dengan kecepatan per kelas jalan di atas nol.")
    advice = mark("Pakai emergency, atau perbaiki berkas profil itu.")


class NoSuchGraph(Malformed):
    code = "GEO-013"
    what = mark("Graf jalan {name} tidak dapat dibuka: {reason}.")
    rule = mark("Graf jalan dibuat dengan kentongan roads build.")
    advice = mark("Bangun lagi graf itu dari cuplikan OpenStreetMap.")


class NoSuchShape(Malformed):
    code = "GEO-014"
    what = mark("Bentuk di peta ini tidak dapat dipakai: {reason}.")
    rule = mark("Titik, garis, atau bidang GeoJSON (RFC 7946) dalam WGS-84, paling lebar 60 km.")
    advice = mark("Gambar lagi bentuknya di peta, atau tandai satu titik dengan radius.")
