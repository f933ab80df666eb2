"""What tickets and assignments refuse."""

from kentongan.kernel.errors import Forbidden, Malformed, Refused, mark


class AlreadyForwarded(Refused):
    code = "DISPATCH-001"
    what = mark("{org} sudah memegang tiket yang terbuka untuk kejadian ini: {number}.")
    rule = mark("Satu instansi memegang satu tiket terbuka untuk satu kejadian.")
    advice = mark("Buka tiket itu; bila perlu telepon petugas piketnya.")


class NameMissing(Malformed):
    code = "DISPATCH-002"
    what = mark("Nama yang menerima belum diisi.")
    rule = mark("Tiket diterima atas nama orang yang bertanggung jawab.")
    advice = mark("Isi nama (dan pangkat, bila ada) orang yang menerima.")


class ReasonMissing(Malformed):
    code = "DISPATCH-003"
    what = mark("Alasannya belum diisi.")
    rule = mark("Penolakan selalu disertai alasan, tanpa menyalahkan siapa pun.")
    advice = mark("Pilih atau tulis alasannya.")


class AppointmentPast(Refused):
    code = "DISPATCH-004"
    what = mark("Waktu yang dijadwalkan sudah lewat.")
    rule = mark("Pekerjaan dijadwalkan pada waktu yang akan datang.")
    advice = mark("Pilih waktu setelah sekarang, atau terima tiketnya.")


class LegalBasisMissing(Refused):
    code = "DISPATCH-005"
    what = mark("Mode Langsung belum mempunyai dasar hukum.")
    rule = mark("112 hanya menugaskan unit instansi lain dengan nomor SK atau SOP yang tercatat.")
    advice = mark("Isi nomor dan tanggal SK atau SOP, atau pakai mode Tiket.")


class NotYetAccepted(Refused):
    code = "DISPATCH-006"
    what = mark("Tiket {number} belum diterima, jadi unit belum dapat ditugaskan.")
    rule = mark("Instansi menerima tiket atas nama, lalu menugaskan unitnya sendiri.")
    advice = mark("Terima tiketnya dahulu.")


class UnitTaken(Refused):
    code = "DISPATCH-007"
    what = mark("Unit {call_sign} sudah ditugaskan oleh {org} untuk {incident}.")
    rule = mark("Satu unit menjalankan satu penugasan pada satu waktu.")
    advice = mark("Pilih unit lain dari usulan, atau hubungi {org}.")


class UnitNotAvailable(Refused):
    code = "DISPATCH-008"
    what = mark("Unit {call_sign} tidak siap (status: {state}).")
    rule = mark("Unit yang tidak siap hanya ditugaskan dengan alasan yang dicatat.")
    advice = mark("Pilih unit lain, atau tulis alasannya setelah menghubungi posnya.")


class UnitOfOtherAgency(Forbidden):
    code = "DISPATCH-009"
    what = mark("Unit {call_sign} bukan milik instansi yang memegang tiket ini.")
    rule = mark("Setiap instansi menugaskan unitnya sendiri.")
    advice = mark("Teruskan tiket kepada instansi pemilik unit itu.")


class NotYoursToAssign(Forbidden):
    code = "DISPATCH-010"
    what = mark("112 tidak menugaskan unit {org}: modenya {mode}.")
    rule = mark("112 meneruskan tiket; instansi menugaskan unitnya, kecuali bermode Langsung.")
    advice = mark("Telepon petugas piket instansi itu; nomornya ada di papan tiket.")


class UnitsStillOut(Refused):
    code = "DISPATCH-011"
    what = mark("Tiket {number} belum dapat diakhiri: {units} unit masih bertugas.")
    rule = mark("Tiket tidak diakhiri selama unitnya masih bertugas.")
    advice = mark("Selesaikan atau batalkan penugasan unitnya dahulu.")


class NotByTelephone(Refused):
    code = "DISPATCH-012"
    what = mark("Unit tidak ditugaskan lewat tiket telepon.")
    rule = mark("Instansi yang dihubungi lewat telepon mengatur unitnya sendiri.")
    advice = mark("Catat siapa yang menjawab, jamnya, dan bahwa bantuan berangkat.")


class PassedToItself(Refused):
    code = "DISPATCH-013"
    what = mark("Tiket ini sudah di tangan instansi itu.")
    rule = mark("Tiket dialihkan kepada instansi lain.")
    advice = mark("Pilih instansi lain, atau terima tiketnya.")


class NoRouting(Refused):
    code = "DISPATCH-014"
    what = mark("Belum ada instansi yang ditetapkan untuk {category} di wilayah ini.")
    rule = mark("Penerusan mengikuti jenis kejadian dan wilayah yang ditetapkan daerah.")
    advice = mark("Pilih instansinya sendiri, dan minta administrator melengkapi penetapannya.")


class IncidentOver(Refused):
    code = "DISPATCH-015"
    what = mark("Kejadian {number} sudah diakhiri.")
    rule = mark("Tiket dan unit diberikan kepada kejadian yang masih terbuka.")
    advice = mark("Buka kembali kejadiannya, atau buat kejadian baru.")


class NoReport(Malformed):
    code = "DISPATCH-016"
    what = mark("Laporan belum berisi.")
    rule = mark("Instansi melaporkan apa yang dikerjakan sebelum 112 menutup tiket.")
    advice = mark("Tulis satu kalimat: apa yang ditemukan dan apa yang dikerjakan.")
