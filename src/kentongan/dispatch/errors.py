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


class SizeUpEmpty(Malformed):
    code = "DISPATCH-041"
    what = mark("Laporan situasi belum berisi apa pun.")
    rule = mark("Laporan situasi awal menyebut sedikitnya satu hal yang terlihat.")
    advice = mark("Centang yang terlihat, atau tulis satu kalimat.")


class DangerTaken(Refused):
    code = "DISPATCH-050"
    what = mark("Bahaya unit {call_sign} sudah ditangani {desk}.")
    rule = mark("Satu orang menjawab satu tanda bahaya, agar awak tahu siapa yang bertindak.")
    advice = mark("Hubungi {desk} bila Anda dapat membantu.")


class DangerOver(Refused):
    code = "DISPATCH-051"
    what = mark("Bahaya unit {call_sign} sudah diakhiri.")
    rule = mark("Yang sudah diakhiri tetap tercatat dan tidak berubah lagi.")
    advice = mark("Bila awak masih terancam, awak menekan tombol bahaya lagi.")


class OutcomeMissing(Malformed):
    code = "DISPATCH-052"
    what = mark("Akhir bahaya itu belum ditulis.")
    rule = mark("Tanda bahaya diakhiri orang, dengan kalimat: apa yang terjadi pada awak.")
    advice = mark("Hubungi awaknya, lalu tulis satu kalimat.")


class DangerByNobody(Forbidden):
    code = "DISPATCH-053"
    what = mark("Tanda bahaya dijawab orang, bukan mesin.")
    rule = mark("Telepon berhenti berdering setelah seseorang menjawab atas namanya.")
    advice = mark("Masuk dengan akun Anda, lalu tekan Saya tangani.")


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


class TellerMissing(Malformed):
    code = "DISPATCH-040"
    what = mark("Nama yang mengabarkan belum diisi.")
    rule = mark("Langkah yang dicatat 112 untuk OPD disertai nama orang yang mengatakannya.")
    advice = mark("Tanyakan nama (dan pangkat) lawan bicara, lalu catat lagi.")


class ConditionAskedAlready(Refused):
    code = "DISPATCH-030"
    what = mark("{org} sudah diminta untuk hal yang sama di kejadian ini.")
    rule = mark("Satu permintaan dicatat sekali, agar jawabannya tidak tercecer.")
    advice = mark("Buka permintaan itu dan catat jawabannya, atau tulis tempat yang lain.")


class NoSuchCondition(Malformed):
    code = "DISPATCH-031"
    what = mark("Jenis permintaan «{kind}» tidak dikenal.")
    rule = mark("Jenis permintaan ditetapkan daerah.")
    advice = mark("Pilih salah satu: {codes}.")


class NoSuchAnswer(Malformed):
    code = "DISPATCH-032"
    what = mark("Jawaban «{value}» tidak dikenal untuk isian {field}.")
    rule = mark("Laporan diisi dengan pilihan yang tersedia, atau angka tanpa titik.")
    advice = mark("Pilih salah satu yang tersedia; yang lain tulis sebagai kalimat.")


class AnswerMissing(Malformed):
    code = "DISPATCH-033"
    what = mark("Laporan belum lengkap: {fields}.")
    rule = mark("Jenis kejadian ini meminta isian itu; tidak ada yang lain yang wajib.")
    advice = mark("Isi yang belum, atau pilih «Belum diketahui».")


class DeathNotDeclared(Malformed):
    code = "DISPATCH-034"
    what = mark("Nama dokter dan jamnya belum ditulis.")
    rule = mark("Meninggal dinyatakan oleh dokter, dengan nama dan jam.")
    advice = mark("Tulis «dr. Nama, 03.40», atau pilih «Tidak ada tanda kehidupan».")


class TrialRunning(Refused):
    code = "DISPATCH-035"
    what = mark("Tiket uji untuk {org} sudah terkirim dan belum diterima.")
    rule = mark("Satu instansi memegang satu tiket uji.")
    advice = mark("Telepon petugas piketnya, lalu catat siapa yang menerima.")


class TrialOver(Refused):
    code = "DISPATCH-036"
    what = mark("Tiket uji ini sudah diterima.")
    rule = mark("Tiket uji diterima satu kali, atas nama.")
    advice = mark("Kirim tiket uji baru bila perlu.")


class ArrivalUnproven(Refused):
    code = "DISPATCH-017"
    what = mark("Posisi unit belum menunjukkan unit tiba di titik kejadian.")
    rule = mark("Tiba memerlukan posisi ≤ {limit_m} m dari titiknya, atau alasan: {codes}.")
    advice = mark("Pilih alasannya: {allowed}.")


class NobodyArrived(Refused):
    code = "DISPATCH-019"
    what = mark("Belum ada yang tercatat tiba di lokasi.")
    rule = mark("Tugas selesai setelah tiba, atau dengan alasan mengapa tidak: {codes}.")
    advice = mark("Pilih alasannya: {reasons}; bila pergi tanpa tiba, batalkan penugasannya.")


class ArrivalNoteMissing(Malformed):
    code = "DISPATCH-018"
    what = mark("Alasan lain itu belum ditulis.")
    rule = mark("Tiba dengan «alasan lain» selalu disertai keterangan.")
    advice = mark("Tulis satu kalimat, atau pilih alasan yang tersedia.")


class KindUnreadable(Malformed):
    code = "DISPATCH-037"
    what = mark("Syarat {code} tidak dapat dipakai.")
    rule = mark("Syarat punya kode (huruf besar, paling panjang 24) dan keempat kalimatnya.")
    advice = mark("Tulis nama dan kalimat untuk terpenuhi, belum terpenuhi, dan dilepas.")


class FormUnreadable(Malformed):
    code = "DISPATCH-038"
    what = mark("Isian {field} tidak dapat dipakai.")
    rule = mark(
        "Setiap isian punya kode sendiri dan kalimat; pilihan punya sedikitnya dua jawaban."
    )
    advice = mark("Tulis satu jawaban per baris: KODE = kalimatnya.")


class NoArrivalProposed(Refused):
    code = "DISPATCH-042"
    what = mark("Tidak ada usulan tiba yang menunggu untuk unit ini.")
    rule = mark("Usulan tiba datang dari posisi unit, dan hilang setelah dijawab.")
    advice = mark("Muat ulang halaman; bila unit sudah di lokasi, tekan Tiba di lokasi.")


class TracksUnread(Forbidden):
    code = "DISPATCH-043"
    what = mark("Jejak posisi unit belum dibuka.")
    rule = mark("Jejak awak adalah data pribadi: siapa membukanya dicatat di jurnal.")
    advice = mark("Tekan Buka jejak unit pada halaman kejadian, lalu muat ulang.")


class FormDecides(Refused):
    code = "DISPATCH-039"
    what = mark("Kalimat «{words}» memutuskan yang bukan wewenang awak.")
    rule = mark(
        "Penyebab selalu «dugaan»; awak melihat tidak ada tanda kehidupan, meninggal dinyatakan "
        "dokter."
    )
    advice = mark("Awali dengan «Dugaan», atau pakai kode DECLARED_DEAD untuk pernyataan dokter.")


class PlanUnreadable(Malformed):
    code = "DISPATCH-044"
    what = mark("Rencana respons ini tidak dapat diikuti: {reason}.")
    rule = mark("Satu jenis atau satu rumpun, jam mulai dan selesai, dan isi tiap tingkat.")
    advice = mark("Perbaiki bagian itu, lalu tetapkan lagi.")


class AidNotNeighbour(Refused):
    code = "DISPATCH-045"
    what = mark("{org} bukan 112 daerah tetangga.")
    rule = mark("Bantuan tetangga menurut rencana diminta kepada 112 daerah tetangga.")
    advice = mark("Beri tahu instansi lain lewat baris «diberi tahu», atau tugaskan di penerusan.")


class AlarmWithoutDecree(Refused):
    code = "DISPATCH-054"
    what = mark("Alarm pos belum mempunyai nomor SK.")
    rule = mark("Pos hanya dibunyikan sendiri oleh sistem menurut SK yang nomornya tercatat.")
    advice = mark("Isi nomor dan tanggal SK, atau biarkan alarm pos mati.")
