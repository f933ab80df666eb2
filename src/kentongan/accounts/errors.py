from kentongan.kernel.errors import Forbidden, Refused, mark


class WrongCredentials(Forbidden):
    code = "ACCOUNTS-001"
    http_status = 401
    what = mark("Nama akun, kata sandi, atau kode tidak cocok.")
    rule = mark("Kami tidak menyebut yang mana, agar akun tidak dapat ditebak.")
    advice = mark("Periksa huruf besar dan kode terbaru, lalu coba lagi.")


class TooManyTries(Forbidden):
    code = "ACCOUNTS-002"
    http_status = 429
    what = mark("Terlalu banyak percobaan masuk yang gagal.")
    rule = mark("Setelah beberapa kali gagal, percobaan berikutnya harus menunggu {wait_s} detik.")
    advice = mark("Tunggu {wait_s} detik, atau minta pengawas membuatkan kata sandi baru.")


class CodeNeeded(Forbidden):
    code = "ACCOUNTS-003"
    http_status = 401
    what = mark("Akun ini memerlukan kode faktor kedua.")
    rule = mark("Pengawas ke atas masuk dengan kata sandi dan kode enam angka.")
    advice = mark("Buka aplikasi kode Anda, atau pakai satu kode pemulihan tercetak.")


class NameTaken(Refused):
    code = "ACCOUNTS-004"
    what = mark("Nama akun {username} sudah dipakai.")
    rule = mark("Satu nama akun untuk satu orang.")
    advice = mark("Pilih nama akun lain.")


class WeakPassword(Refused):
    code = "ACCOUNTS-005"
    http_status = 400
    what = mark("Kata sandi ini terlalu lemah.")
    rule = mark("Paling sedikit 10 karakter dan bukan kata sandi yang umum.")
    advice = mark("Pakai tiga atau empat kata yang mudah Anda ingat.")


class WrongCode(Refused):
    code = "ACCOUNTS-006"
    what = mark("Kode itu tidak cocok atau sudah dipakai.")
    rule = mark("Setiap kode berlaku 30 detik dan hanya sekali.")
    advice = mark("Periksa jam ponsel Anda, lalu masukkan kode berikutnya.")


class NothingToConfirm(Refused):
    code = "ACCOUNTS-007"
    what = mark("Tidak ada pemasangan faktor kedua yang menunggu kode.")
    rule = mark("Kode pertama memastikan kode QR yang baru saja ditampilkan, dan hanya sekali.")
    advice = mark("Mulai lagi dengan Pasang sekarang di halaman Faktor kedua.")


class OwnAccount(Forbidden):
    code = "ACCOUNTS-008"
    what = mark("Ini akun Anda sendiri.")
    rule = mark("Kata sandi dan faktor kedua seseorang hanya dibuka oleh orang lain.")
    advice = mark("Minta administrator lain melakukannya.")


class NoFactor(Refused):
    code = "ACCOUNTS-009"
    what = mark("Akun ini tidak mempunyai faktor kedua.")
    rule = mark("Hanya faktor kedua yang terpasang dapat diambil.")
    advice = mark("Pemilik akun memasangnya sendiri di halaman Faktor kedua.")


class TakingNeedsReason(Refused):
    code = "ACCOUNTS-010"
    http_status = 400
    what = mark("Alasan mengambil faktor kedua belum ditulis.")
    rule = mark("Faktor kedua diambil dengan alasan, dan alasannya tercatat bersama nama Anda.")
    advice = mark("Tulis satu kalimat: apa yang terjadi dan bagaimana Anda mengenali orangnya.")


class NewPasswordNeeded(Forbidden):
    code = "ACCOUNTS-011"
    http_status = 401
    what = mark("Kata sandi ini sekali pakai: pilih kata sandi Anda sendiri.")
    rule = mark(
        "Kata sandi yang pernah dilihat orang lain tidak membuka apa pun selain pilihan ini."
    )
    advice = mark(
        "Di halaman Masuk, tulis kata sandi sekali pakai ini lalu kata sandi baru Anda dua kali."
    )


class OneTimePasswordOver(Forbidden):
    code = "ACCOUNTS-012"
    http_status = 401
    what = mark("Kata sandi sekali pakai ini sudah tidak berlaku.")
    rule = mark("Kata sandi sekali pakai berlaku {days} hari.")
    advice = mark("Minta administrator membuatkan yang baru.")


class PasswordsDiffer(Refused):
    code = "ACCOUNTS-013"
    http_status = 400
    what = mark("Kedua isian kata sandi baru tidak sama.")
    rule = mark("Kata sandi baru ditulis dua kali agar tidak salah ketik.")
    advice = mark("Tulis kata sandi baru itu sekali lagi di kedua isian.")


class WrongPassword(Forbidden):
    code = "ACCOUNTS-014"
    what = mark("Kata sandi sekarang tidak cocok.")
    rule = mark("Kata sandi hanya diganti oleh orang yang mengetahuinya.")
    advice = mark("Tulis kata sandi yang Anda pakai untuk masuk; bila lupa, minta administrator.")


class SamePassword(Refused):
    code = "ACCOUNTS-015"
    http_status = 400
    what = mark("Kata sandi baru sama dengan yang sekarang.")
    rule = mark("Kata sandi yang diganti tidak membuka apa pun lagi.")
    advice = mark("Pilih kata sandi lain.")


class PinAsleep(Forbidden):
    code = "ACCOUNTS-016"
    http_status = 401
    what = mark("PIN ini tidak berlaku lagi di komputer ini.")
    rule = mark("Setelah lima kali salah, hanya kata sandi yang membuka kursi.")
    advice = mark("Masuk sekali dengan kata sandi; sesudah itu PIN berlaku lagi.")


class WeakPin(Refused):
    code = "ACCOUNTS-017"
    http_status = 400
    what = mark("PIN ini terlalu mudah ditebak.")
    rule = mark("PIN terdiri dari {digits} angka, bukan angka kembar atau berurutan.")
    advice = mark("Pilih {digits} angka lain yang mudah Anda ingat.")


class PinsDiffer(Refused):
    code = "ACCOUNTS-018"
    http_status = 400
    what = mark("Kedua isian PIN tidak sama.")
    rule = mark("PIN ditulis dua kali agar tidak salah ketik.")
    advice = mark("Tulis PIN itu sekali lagi di kedua isian.")


class NotProven(Forbidden):
    code = "ACCOUNTS-019"
    what = mark("Kata sandi atau kode tidak cocok.")
    rule = mark("Untuk tindakan ini Anda membuktikan sekali lagi bahwa ini Anda sendiri.")
    advice = mark(
        "Tulis kata sandi Anda, dan kode terbaru atau kode pemulihan bila akun Anda memakainya."
    )
