"""What the village chain refuses."""

from kentongan.kernel.errors import Forbidden, Refused, mark


class NotToBeAsked(Forbidden):
    code = "VILLAGES-001"
    what = mark("Kejadian ini tidak ditanyakan ke desa.")
    rule = mark("Pelapornya dilindungi: tetangga yang bertanya dapat membahayakannya.")
    advice = mark("Pastikan keadaannya lewat OPD yang ditugaskan.")


class AlreadySettled(Refused):
    code = "VILLAGES-002"
    what = mark("Ini sudah diselesaikan orang lain.")
    rule = mark("Satu laporan diputuskan satu kali, satu verifikasi dijawab satu kali.")
    advice = mark("Muat ulang halaman untuk melihat hasilnya.")


class NothingPasted(Refused):
    code = "VILLAGES-003"
    what = mark("Belum ada isi pesan.")
    rule = mark("Laporan memerlukan isi pesan paling panjang {limit} huruf.")
    advice = mark("Tempel isi pesannya, lalu kirim lagi.")
