"""What incidents refuse."""

from kentongan.kernel.errors import Forbidden, Malformed, Missing, Outdated, Refused, mark


class NoSuchCategory(Malformed):
    code = "INCIDENTS-001"
    what = mark("Jenis kejadian {category} tidak ada atau tidak berlaku pada waktu itu.")
    rule = mark("Jenis kejadian ditetapkan daerah, dengan masa berlakunya.")
    advice = mark("Pilih jenis dari daftar, atau minta administrator menambahkannya.")


class IdTaken(Refused):
    code = "INCIDENTS-002"
    what = mark("Id ini sudah dipakai oleh kejadian lain.")
    rule = mark("Satu id berlaku untuk satu kejadian; isi yang sama persis dijawab sama.")
    advice = mark("Kirim dengan id baru, atau ubah kejadian yang sudah ada.")


class UnitsStillOut(Refused):
    code = "INCIDENTS-003"
    what = mark("Kejadian {number} belum dapat diakhiri: {units} unit masih bertugas.")
    rule = mark("Kejadian tidak diakhiri selama masih ada unit yang bertugas untuknya.")
    advice = mark("Selesaikan atau batalkan penugasan unitnya dahulu.")


class NeedsStillOpen(Refused):
    code = "INCIDENTS-004"
    what = mark("Kejadian {number} belum dapat ditutup: {reports} laporan masih menunggu bantuan.")
    rule = mark("Kebutuhan tiap pelapor dijawab, juga bila kejadiannya digabung.")
    advice = mark("Buka laporan itu dan tandai kebutuhannya sudah dijawab.")


class FeedbackMissing(Refused):
    code = "INCIDENTS-005"
    what = mark("Kejadian belum dapat ditutup: pemberitahuan kepada pelapor belum dicatat.")
    rule = mark("112 menutup kejadian setelah memberi tahu pelapor.")
    advice = mark("Pilih: sudah diberi tahu, tidak dapat dihubungi, atau tidak boleh dihubungi.")


class ReporterNotToBeContacted(Refused):
    code = "INCIDENTS-006"
    what = mark("Ada pelapor kejadian ini, atau yang digabung ke sini, yang tidak boleh dihubungi.")
    rule = mark("Menghubungi pelapor dapat membahayakan nyawanya (status: Jangan hubungi).")
    advice = mark("Tutup dengan pemberitahuan «Pelapor tidak boleh dihubungi».")


class ClosingNoteMissing(Refused):
    code = "INCIDENTS-007"
    what = mark("Kode penutupan {closing_code} memerlukan catatan.")
    rule = mark("Meninggal di tempat menyebut nama dokter dan jamnya; yang lain alasannya.")
    advice = mark("Tulis catatan penutupan, lalu tutup lagi.")


class CoolingFirst(Refused):
    code = "INCIDENTS-008"
    what = mark("Kebakaran ini belum melalui pendinginan.")
    rule = mark("Kebakaran melalui Pendinginan dengan jam periksa ulang sebelum selesai.")
    advice = mark("Mulai pendinginan dan isi jam periksa ulang.")


class TooLateToReopen(Refused):
    code = "INCIDENTS-009"
    what = mark("Kejadian {number} ditutup lebih dari {hours} jam lalu.")
    rule = mark("Kejadian seperti ini dibuka kembali dalam {hours} jam setelah ditutup.")
    advice = mark("Buat kejadian baru dan sebut nomor kejadian lama di uraiannya.")


class SamenessNotConfirmed(Refused):
    code = "INCIDENTS-010"
    what = mark("Kejadian Prioritas 1 belum dipastikan sama.")
    rule = mark("Menggabung Prioritas 1 menjawab dahulu: lokasi sama? korban sama?")
    advice = mark("Tanyakan keduanya, centang bila ya; bila ragu, buat kejadian terpisah.")


class CannotMerge(Refused):
    code = "INCIDENTS-011"
    what = mark("Kejadian {number} tidak dapat digabung ke {target}.")
    rule = mark("Kejadian digabung ke kejadian lain yang masih terbuka dan belum digabung.")
    advice = mark("Pilih kejadian induk yang masih terbuka.")


class PriorityStays(Refused):
    code = "INCIDENTS-012"
    what = mark("Prioritas tidak dapat diturunkan dari {current} ke {wanted}.")
    rule = mark("Prioritas 1 tetap sampai orang di lokasi menyatakan lain; mesin tidak menurunkan.")
    advice = mark("Minta keterangan petugas di lokasi, catat sumber dan alasannya.")


class SafetyStays(Forbidden):
    code = "INCIDENTS-013"
    what = mark("Status keamanan kontak hanya dilonggarkan oleh orang.")
    rule = mark("Mesin tidak pernah menyatakan seorang pelapor aman dihubungi.")
    advice = mark("Petugas menilai riwayat dan keterangan, lalu mengubahnya sendiri.")


class NotARecheckTime(Refused):
    code = "INCIDENTS-014"
    what = mark("Jam yang diberikan sudah lewat.")
    rule = mark("Periksa ulang dan jadwal selalu di waktu yang akan datang.")
    advice = mark("Isi jam setelah sekarang.")


class AlarmOnlyRises(Refused):
    code = "INCIDENTS-015"
    what = mark("Tingkat alarm sudah {current}.")
    rule = mark("Alarm dinaikkan dari 1 sampai 5, tidak diturunkan.")
    advice = mark("Pilih tingkat di atas {current}.")


class ReasonMissing(Refused):
    code = "INCIDENTS-016"
    what = mark("Alasan belum diisi.")
    rule = mark("Langkah ini selalu dicatat dengan alasannya.")
    advice = mark("Tulis alasannya dengan satu kalimat.")


class NoUnitToRelease(Refused):
    code = "INCIDENTS-017"
    what = mark("Tidak ada unit yang bertugas untuk kejadian {number}.")
    rule = mark("Unit dilepas sekali, setelah ditugaskan.")
    advice = mark("Muat ulang halaman ini dan lihat penugasannya.")


class NothingToChange(Refused):
    code = "INCIDENTS-018"
    what = mark("Tidak ada yang diubah.")
    rule = mark("Perubahan menyebut sedikitnya satu isian.")
    advice = mark("Ubah isian yang dimaksud, lalu simpan.")


class CallAlreadyReported(Refused):
    code = "INCIDENTS-019"
    what = mark("Panggilan ini sudah menjadi laporan.")
    rule = mark("Satu panggilan menjadi satu laporan.")
    advice = mark("Buka kejadian yang terhubung dengan panggilan itu.")


class NobodyArrived(Refused):
    code = "INCIDENTS-021"
    what = mark("Kejadian {number} belum dapat dinyatakan selesai: belum ada yang tercatat tiba.")
    rule = mark("Tidak ada yang selesai tanpa ada yang tiba, atau alasan mengapa tidak: {codes}.")
    advice = mark("Catat siapa yang tiba, pilih alasannya ({reasons}), atau kode penutupan lain.")


class AlreadyEnded(Refused):
    code = "INCIDENTS-022"
    what = mark(
        "Kejadian {number} sudah berakhir, jadi tidak ada yang berangkat untuk pelapor ini."
    )
    rule = mark("Pelapor yang butuh bantuan dihubungkan ke kejadian yang masih terbuka.")
    advice = mark("Buka lagi kejadian itu, atau buat kejadian baru untuk pelapor ini.")


class StillADraft(Refused):
    code = "INCIDENTS-020"
    what = mark("Kejadian {number} masih konsep.")
    rule = mark("Laporan ditambahkan pada kejadian yang sudah dibuka, agar tidak ikut terhapus.")
    advice = mark("Selesaikan formulir kejadian itu, atau buka kejadian baru untuk pelapor ini.")


class OtherCarriageway(Refused):
    code = "INCIDENTS-023"
    what = mark("Kedua laporan menyebut jalur yang berbeda.")
    rule = mark("Jalur A dan jalur B adalah dua tempat: tidak digabung tanpa ditanya.")
    advice = mark("Tanyakan arah dan jalurnya; centang lokasi sama bila memang satu tempat.")


class PointFarAway(Refused):
    code = "INCIDENTS-024"
    what = mark("Titik {lat}, {lon} jauh di luar wilayah dan tetangganya.")
    rule = mark("Titik di luar bidang layanan diperiksa dahulu: sering lintang dan bujur keliru.")
    advice = mark(
        "Periksa titiknya; bila memang di sana, sebut kode wilayahnya atau serahkan ke 112-nya."
    )


class RestrictedUnread(Forbidden):
    code = "INCIDENTS-025"
    what = mark("Kejadian ini dirahasiakan dan belum Anda buka.")
    rule = mark("Setiap pembukaan dicatat dengan nama dan jam, dan dilihat pengawas tiap minggu.")
    advice = mark("Tekan Buka pada halaman kejadian itu; pembukaan berlaku selama satu shift.")


class QuestionUnreadable(Malformed):
    code = "INCIDENTS-026"
    what = mark("Pertanyaan {code} tidak dapat dibaca.")
    rule = mark("Pertanyaan punya kode (huruf besar, angka, garis bawah) dan kalimat.")
    advice = mark("Tulis kalimat pertanyaannya, dan kode seperti NOT_BREATHING.")


class AnswerCannotRaise(Malformed):
    code = "INCIDENTS-027"
    what = mark("Jawaban {answer} tidak dapat menaikkan prioritas sendiri.")
    rule = mark("Yang menaikkan adalah Ya atau Tidak; «belum diketahui» dihitung seperti itu.")
    advice = mark("Pilih Ya atau Tidak.")


class NoSuchQuestion(Missing):
    code = "INCIDENTS-028"
    what = mark("Pertanyaan {code} tidak ada.")
    rule = mark("Yang diubah, dipindah, atau diakhiri adalah pertanyaan yang sedang berlaku.")
    advice = mark("Muat ulang halaman pertanyaan prioritas.")


class OneFamilyIsAlwaysShown(Refused):
    code = "INCIDENTS-029"
    what = mark("Dua kejadian {family} tidak boleh disembunyikan satu sama lain.")
    rule = mark("Kejadian serumpun selalu ditawarkan sebagai kemungkinan kejadian yang sama.")
    advice = mark("Perkecil jaraknya bila terlalu banyak yang ditawarkan.")


class RecheckNotYet(Refused):
    code = "INCIDENTS-030"
    what = mark("Kebakaran {number} masih pendinginan: periksa ulang baru pukul {hour}.")
    rule = mark(
        "Sebelum jam itu kebakaran hanya dinyatakan selesai oleh petugas piket OPD atau pengawas"
        " 112, dengan alasan."
    )
    advice = mark(
        "Tunggu periksa ulang, atau minta pengawas atau petugas piket menulis alasannya di halaman"
        " kejadian."
    )


class ChangedMeanwhile(Outdated):
    """`fields` and `version` as of any that came too late; and who was first."""

    code = "INCIDENTS-031"
    what = mark("{who} sudah mengubah ini pada {at}, setelah Anda membukanya: {thing}.")
    rule = mark("Yang disimpan belakangan tidak boleh menimpa diam-diam.")
    advice = mark(
        "Tulisan Anda tetap ada. Lihat yang tertulis sekarang; simpan lagi bila milik Anda benar."
    )


class AlarmOver(Refused):
    code = "INCIDENTS-032"
    what = mark("Kejadian {number} sudah berakhir, jadi alarmnya tidak dinaikkan.")
    rule = mark("Alarm dinaikkan selama kejadian masih ditangani.")
    advice = mark("Buka lagi kejadiannya, atau buka kejadian gabungannya, lalu naikkan di sana.")
