"""What the regions refuse."""

from kentongan.kernel.errors import Malformed, Missing, Refused, mark


class NoSuchCode(Malformed):
    code = "REGIONS-001"
    what = mark("{code} bukan kode wilayah.")
    rule = mark("Kode wilayah Kemendagri berisi 2, 4, 6, atau 10 angka, dengan atau tanpa titik.")
    advice = mark("Tulis misalnya 33.24 untuk kabupaten atau 33.24.15.2001 untuk desa.")


class NoSuchRegion(Missing):
    code = "REGIONS-002"
    what = mark("Wilayah {code} tidak ada di node ini.")
    rule = mark("Yang dapat dipakai hanya wilayah yang sudah dimuat.")
    advice = mark("Periksa kodenya, atau muat dengan `kentongan regions load`.")


class NotInGazetteer(Refused):
    code = "REGIONS-003"
    what = mark("Kode {code} tidak ada dalam daftar Kemendagri yang terpasang.")
    rule = mark("Pohon wilayah dimuat dari daftar Kemendagri; wilayah lain ditambah sendiri.")
    advice = mark("Periksa kodenya, atau tambahkan sebagai wilayah lain.")


class RegionTaken(Refused):
    code = "REGIONS-004"
    what = mark("Kode {code} sudah dipakai oleh {name}.")
    rule = mark("Satu kode berlaku untuk satu wilayah.")
    advice = mark("Pakai kode lain, misalnya mulai dari 9901.")


class NotGeoJson(Malformed):
    code = "REGIONS-005"
    what = mark("{file} tidak dapat dibaca sebagai GeoJSON: {reason}.")
    rule = mark("Batas wilayah dimuat dari satu FeatureCollection per berkas (RFC 7946).")
    advice = mark("Periksa berkasnya, lalu muat lagi; tidak ada yang berubah dari berkas ini.")


class NotALandmarkFile(Malformed):
    code = "REGIONS-006"
    what = mark("{file} tidak dapat dibaca sebagai daftar patokan: {reason}.")
    rule = mark("Daftar patokan adalah CSV UTF-8 dengan kolom name, kind, lat, lon, region.")
    advice = mark("Periksa baris judulnya, lalu muat lagi.")


class NoSuchAreaSet(Missing):
    code = "REGIONS-007"
    what = mark("Himpunan wilayah ini tidak ada.")
    rule = mark("Himpunan wilayah dibuat dahulu sebelum diberi pembaca.")
    advice = mark("Pilih dari daftar himpunan wilayah.")


class EmptyAreaSet(Refused):
    code = "REGIONS-008"
    what = mark("Himpunan wilayah {name} tidak berisi satu wilayah pun.")
    rule = mark("Himpunan wilayah menyebut sedikitnya satu kode wilayah.")
    advice = mark("Tambahkan kode wilayahnya, lalu simpan lagi.")


class NoSuchLandmark(Missing):
    code = "REGIONS-009"
    what = mark("Patokan ini tidak ada.")
    rule = mark("Yang dapat dipakai hanya patokan yang sudah dimuat.")
    advice = mark("Cari lagi dengan nama lain, atau tandai titiknya di peta.")
