"""What units refuse."""

from kentongan.kernel.errors import Malformed, Refused, mark


class CallSignTaken(Refused):
    code = "FLEET-001"
    what = mark("Nama panggilan {call_sign} sudah dipakai unit lain.")
    rule = mark("Satu nama panggilan di radio berarti satu unit.")
    advice = mark("Pilih nama panggilan lain, atau buka unit yang sudah ada.")


class BusyIsNotSetByHand(Refused):
    code = "FLEET-002"
    what = mark("Status Ditugaskan tidak diisi dengan tangan.")
    rule = mark("Unit menjadi Ditugaskan hanya lewat penugasan pada sebuah tiket.")
    advice = mark("Tugaskan unit dari tiketnya.")


class UnitOnTask(Refused):
    code = "FLEET-003"
    what = mark("Unit {call_sign} sedang bertugas.")
    rule = mark("Status unit yang bertugas berubah lewat langkah penugasannya.")
    advice = mark("Selesaikan penugasannya, atau catat Mogok pada penugasan itu.")


class NoSuchCapability(Malformed):
    code = "FLEET-004"
    what = mark("Kemampuan {capability} tidak dikenal.")
    rule = mark("Kemampuan unit diambil dari daftar yang tetap.")
    advice = mark("Pilih kemampuan dari daftar.")


class NotAMeasure(Malformed):
    code = "FLEET-005"
    what = mark("Isian {field} = {value} tidak mungkin.")
    rule = mark("Bahan bakar dan oksigen 0 sampai 100 persen; awak sedikitnya satu orang.")
    advice = mark("Perbaiki isian itu lalu simpan lagi.")


class ConfirmationAlreadyOver(Refused):
    code = "FLEET-006"
    what = mark("Kesiapan tidak dapat berlaku sampai waktu yang sudah lewat.")
    rule = mark("Kesiapan berlaku sampai akhir giliran piket yang sedang berjalan.")
    advice = mark("Isi akhir giliran piket, atau kosongkan.")


class NoDevice(Malformed):
    code = "FLEET-007"
    what = mark("Laporan posisi ini tidak menyebut perangkatnya.")
    rule = mark("Setiap posisi menyebut kode kendaraan di kolom id atau kata sandi.")
    advice = mark("Isi kode kendaraan sebagai pengenal perangkat di aplikasi pelacak.")


class NotAFix(Malformed):
    code = "FLEET-008"
    what = mark("Isian {field} pada laporan posisi ini tidak dapat dibaca.")
    rule = mark(
        "Posisi adalah lintang dan bujur dalam derajat, waktu dalam detik, milidetik atau ISO."
    )
    advice = mark("Periksa protokol aplikasi pelacak: OsmAnd atau OwnTracks tanpa enkripsi.")
