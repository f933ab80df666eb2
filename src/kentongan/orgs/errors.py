from kentongan.kernel.errors import Forbidden, Refused, mark


class SecondFactorMissing(Forbidden):
    code = "ORGS-001"
    what = mark("Peran Anda memerlukan faktor kedua, dan sesi ini dibuka tanpa itu.")
    rule = mark("Pengawas ke atas masuk dengan kode enam angka.")
    advice = mark("Pasang aplikasi kode di halaman akun Anda, lalu masuk lagi.")


class GrantOverlaps(Refused):
    code = "ORGS-002"
    what = mark("Orang ini sudah memegang peran itu.")
    rule = mark("Satu peran di satu instansi untuk satu wilayah cukup diberikan sekali.")
    advice = mark("Akhiri pemberian yang lama bila wilayahnya berubah.")


class ReasonNeeded(Refused):
    code = "ORGS-003"
    http_status = 400
    what = mark("Alasan belum ditulis.")
    rule = mark("Akses darurat selalu disertai alasan, dan setiap pemakaiannya ditinjau.")
    advice = mark("Tulis satu kalimat: apa yang terjadi dan mengapa sekarang.")


class OwnReview(Refused):
    code = "ORGS-004"
    what = mark("Akses darurat tidak boleh ditinjau oleh pemakainya sendiri.")
    rule = mark("Peninjau adalah orang lain.")
    advice = mark("Minta pengawas atau auditor lain meninjaunya.")


class DutyOver(Refused):
    code = "ORGS-005"
    what = mark("Piket ini tidak berlaku sekarang.")
    rule = mark("Orang masuk piket paling cepat satu jam sebelum mulai dan sebelum berakhir.")
    advice = mark("Periksa jadwal piket, atau minta pengawas menambahkannya.")
