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
