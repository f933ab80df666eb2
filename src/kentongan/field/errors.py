"""What a crew's page refuses by itself; every other refusal comes from the rooms below."""

from kentongan.kernel.errors import Forbidden, Malformed, Refused, mark


class NotToBeRung(Forbidden):
    code = "FIELD-001"
    what = mark("JANGAN HUBUNGI pelapor ini: nomornya tidak dibuka.")
    rule = mark("Dering atau pesan dapat membahayakan pelapor.")
    advice = mark("Telepon Meja 112 atau petugas piket Anda bila perlu keterangan.")


class NoTaskNow(Refused):
    code = "FIELD-002"
    what = mark("Unit ini tidak sedang bertugas untuk laporan itu.")
    rule = mark("Awak melihat pelapor dari tugasnya sendiri, selama tugas berjalan.")
    advice = mark("Muat ulang halaman; bila tugasnya masih ada, telepon petugas piket.")


class WhereNotKnown(Refused):
    code = "FIELD-003"
    what = mark("Posisi unit tidak diketahui: jalan mana yang tertutup tidak dapat dicatat.")
    rule = mark("Laporan dari kabin memakai posisi HP, atau posisi unit yang masih baru.")
    advice = mark("Izinkan lokasi di HP lalu kirim lagi, atau sebutkan jalannya lewat radio.")


class MessageEmpty(Malformed):
    code = "FIELD-010"
    what = mark("Pesannya belum ditulis.")
    rule = mark("Pesan untuk meja dan awak lain berisi sedikitnya satu kata.")
    advice = mark("Ketuk satu kata yang tersedia, atau tulis satu kalimat.")
