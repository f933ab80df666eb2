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


class LastAdministrator(Refused):
    code = "ORGS-006"
    what = mark("Ini peran administrator terakhir di node ini.")
    rule = mark(
        "Selalu ada paling sedikit satu administrator, agar tidak ada yang terkunci di luar."
    )
    advice = mark("Beri peran Administrator kepada orang lain dahulu, lalu akhiri yang ini.")


class EndsBeforeItBegins(Refused):
    code = "ORGS-007"
    http_status = 400
    what = mark("Peran ini akan berakhir sebelum dimulai.")
    rule = mark("Peran dimulai sekarang dan berakhir sesudahnya, atau tanpa batas.")
    advice = mark("Pilih waktu berakhir yang akan datang, atau kosongkan.")


class MattersOpen(Refused):
    code = "ORGS-008"
    what = mark("Masih ada {count} hal terbuka yang belum diambil orang lain: {titles}.")
    rule = mark("Piket berakhir setelah setiap hal terbuka diambil penerus dengan namanya.")
    advice = mark("Serahkan di halaman Serah terima; bila penerus tidak datang, minta pengawas.")


class NotOnDuty(Refused):
    code = "ORGS-009"
    what = mark("Penerima belum masuk piket.")
    rule = mark("Hal terbuka diambil oleh orang yang sedang piket, dengan namanya sendiri.")
    advice = mark("Masuk piket dahulu di halaman Petugas piket, lalu ambil.")


class HandoverOver(Refused):
    code = "ORGS-010"
    what = mark("Serah terima ini sudah selesai atau sudah ditarik.")
    rule = mark("Satu hal terbuka dipegang satu orang; yang pertama mengambil memegangnya.")
    advice = mark("Muat ulang halaman: di sana tertulis siapa memegang apa.")


class NotEverythingRead(Refused):
    code = "ORGS-011"
    what = mark("Belum semua hal dalam serah terima ini dibaca: tersisa {count}.")
    rule = mark("Penerus mengambil setiap hal satu per satu; semuanya, bukan sebagian.")
    advice = mark("Baca dan centang yang tersisa, atau pakai satu tombol untuk semuanya.")


class WrongSuccessor(Refused):
    code = "ORGS-012"
    what = mark("Orang ini tidak dapat menerima serah terima piket itu.")
    rule = mark("Penerus adalah petugas lain dari instansi yang sama, atau pengawas.")
    advice = mark("Pilih penerus dari daftar.")


class PatternUnreadable(Refused):
    code = "ORGS-013"
    http_status = 400
    what = mark("Pola ini tidak dapat dibaca: {said}.")
    rule = mark("Pola adalah nama shift instansi ini dipisahkan spasi, dan - untuk hari libur.")
    advice = mark("Contoh untuk pola 2-2-2: Pagi Pagi Siang Siang Malam Malam - -.")


class SwapOver(Refused):
    code = "ORGS-014"
    what = mark("Permintaan tukar piket ini sudah diputuskan.")
    rule = mark("Satu piket dipegang satu orang; yang pertama menyetujui mengambilnya.")
    advice = mark("Muat ulang jadwal: di sana tertulis siapa yang piket.")


class SwapImpossible(Refused):
    code = "ORGS-015"
    what = mark("Piket ini tidak dapat ditukar.")
    rule = mark("Yang ditukar adalah piket yang belum dimulai, di instansi dan tugas yang sama.")
    advice = mark("Pilih piket lain, atau minta pengawas mengubah jadwal.")


class AlreadyOnDuty(Refused):
    code = "ORGS-016"
    what = mark("Orang ini sudah piket pada jam itu.")
    rule = mark("Satu orang tidak memegang dua piket dengan tugas yang sama pada waktu yang sama.")
    advice = mark("Pilih orang lain atau jam lain.")


class AlreadyReviewed(Refused):
    code = "ORGS-017"
    what = mark("Ini sudah ditinjau oleh {reviewer} pada {reviewed_at}.")
    rule = mark("Satu tinjauan untuk satu pemakaian; yang pertama tetap dan tidak ditimpa.")
    advice = mark("Bila Anda berpendapat lain, sampaikan kepada peninjau itu atau kepada auditor.")


class NoteNeeded(Refused):
    code = "ORGS-018"
    http_status = 400
    what = mark("Tinjauan belum ditulis.")
    rule = mark("Peninjau menulis apa yang diperiksanya dan apa penilaiannya.")
    advice = mark("Tulis satu kalimat: wajar atau tidak, dan mengapa.")


class ReviewByGlass(Refused):
    code = "ORGS-019"
    what = mark("Anda sendiri sedang memakai akses darurat.")
    rule = mark("Yang meninjau memegang wewenangnya dari perannya, bukan dari akses darurat.")
    advice = mark("Tunggu sampai akses darurat Anda berakhir, atau minta orang lain meninjau.")


class WeekNotOver(Refused):
    code = "ORGS-020"
    what = mark("Minggu ini belum selesai.")
    rule = mark("Yang ditinjau adalah minggu yang sudah lewat, Senin sampai Minggu.")
    advice = mark("Lihat daftarnya sekarang, dan tinjau mulai Senin.")


class GlassForTheCentre(Forbidden):
    code = "ORGS-021"
    what = mark("Akses darurat tidak berlaku untuk peran Anda.")
    rule = mark(
        "Akses darurat hanya untuk Petugas, Penerus tiket, dan Pengawas di pusat panggilan 112."
    )
    advice = mark("Telepon pengawas 112 yang piket sekarang: ia melihat dan bertindak untuk Anda.")


class GlassAtADesk(Forbidden):
    code = "ORGS-022"
    what = mark("Akses darurat tidak dapat dibuka dengan token.")
    rule = mark("Akses darurat dibuka seseorang yang masuk dengan kata sandinya, di halamannya.")
    advice = mark("Masuk di meja 112 dengan akun Anda, lalu buka halaman Akses darurat.")


class OrganisationCodeTaken(Refused):
    code = "ORGS-081"
    what = mark("Kode instansi {org_code} sudah dipakai.")
    rule = mark("Setiap instansi mempunyai satu kode, yang dipakai paket pengaturan.")
    advice = mark("Buka instansi itu dari daftar, atau pilih kode lain.")
