"""What mutual aid refuses."""

from kentongan.kernel.errors import Forbidden, Malformed, Refused, Unavailable, mark


class SignatureRefused(Forbidden):
    code = "NEIGHBOURS-001"
    http_status = 401
    what = mark("Kiriman ini tidak terbukti berasal dari tetangga yang terdaftar.")
    rule = mark("Setiap kiriman ditandatangani dengan rahasia bersama dan berlaku {minutes} menit.")
    advice = mark("Cocokkan rahasia, identitas node, dan jam kedua peladen, lalu uji lagi.")


class NoNode(Refused):
    code = "NEIGHBOURS-002"
    what = mark("Alamat Kentongan {org} belum dicatat di sini.")
    rule = mark("Pengiriman lewat jaringan memerlukan alamat dan rahasia kedua node.")
    advice = mark("Telepon {org} dan catat penerimanya; alamat dicatat di Pengaturan › Tetangga.")


class BadAddress(Malformed):
    code = "NEIGHBOURS-003"
    what = mark("Alamat node tetangga ini tidak dapat dipakai.")
    rule = mark(
        "Alamat diawali https:// dan tanpa jalur; http:// hanya untuk komputer ini sendiri."
    )
    advice = mark("Tulis seperti https://112.batangkab.go.id lalu simpan lagi.")


class AlreadyAsked(Refused):
    code = "NEIGHBOURS-004"
    what = mark("Kejadian {number} sudah diserahkan atau sedang ditawarkan kepada {org}.")
    rule = mark("Satu kejadian diserahkan kepada satu tetangga pada satu waktu.")
    advice = mark("Tunggu jawabannya, atau tarik dahulu penyerahan itu.")


class SupervisorNeeded(Forbidden):
    code = "NEIGHBOURS-005"
    what = mark("Kejadian ini dirahasiakan dan belum dikirim.")
    rule = mark("Kejadian yang dirahasiakan dikirim ke luar hanya oleh pengawas 112.")
    advice = mark("Minta pengawas 112 yang piket menyerahkannya.")


class NameMissing(Malformed):
    code = "NEIGHBOURS-006"
    what = mark("Nama yang menerima atau menolak belum diisi.")
    rule = mark("Penyerahan dan bantuan diterima oleh orang yang disebut namanya.")
    advice = mark("Tanyakan namanya di telepon, lalu catat.")


class ReasonNeeded(Malformed):
    code = "NEIGHBOURS-007"
    what = mark("Alasannya belum ditulis.")
    rule = mark("Penolakan dan permintaan unit memuat alasan.")
    advice = mark("Tulis satu kalimat, lalu kirim lagi.")


class CategoryNeeded(Malformed):
    code = "NEIGHBOURS-008"
    what = mark("Jenis kejadian {category} dari tetangga tidak dapat dipakai di sini.")
    rule = mark(
        "Kejadian dibuka menurut jenis yang berlaku di sini; yang dirahasiakan tetap begitu."
    )
    advice = mark("Pilih jenis yang sesuai, lalu terima lagi.")


class NotNeighbour(Refused):
    code = "NEIGHBOURS-009"
    what = mark("{org} bukan 112 daerah tetangga.")
    rule = mark("Penyerahan dan bantuan ini antara pusat panggilan 112; OPD diminta dengan tiket.")
    advice = mark("Pilih tetangga, atau catat instansinya sebagai 112 daerah tetangga.")


class NothingWanted(Malformed):
    code = "NEIGHBOURS-010"
    what = mark("Unit yang diminta belum disebut.")
    rule = mark("Permintaan bantuan menyebut kemampuan dan jumlah unit, masing-masing 1–50.")
    advice = mark("Isi jumlah pada kemampuan yang dibutuhkan.")


class NotByTelephone(Refused):
    code = "NEIGHBOURS-011"
    what = mark("{org} menjawab lewat Kentongan: kirimannya sudah sampai di sana.")
    rule = mark(
        "Jawaban lewat telepon dicatat bila kiriman belum sampai atau dimintakan lewat telepon."
    )
    advice = mark("Minta petugas di sana menekan Terima atau Tolak.")


class NotReached(Unavailable):
    code = "NEIGHBOURS-012"
    what = mark("Node tetangga tidak menjawab: {reason}.")
    rule = mark("Kiriman menunggu dan dicoba lagi sampai diterima.")
    advice = mark("Telepon tetangga; kejadian tetap milik kita sampai ada yang menerima.")


class NotAnswered(Refused):
    code = "NEIGHBOURS-013"
    what = mark("Belum ada yang menerimanya di {org}.")
    rule = mark("Kejadian tetap milik kita dan terbuka sampai tetangga menerima dengan nama.")
    advice = mark("Tunggu jawabannya, telepon, atau kerjakan sendiri.")


class NotOpenHere(Refused):
    code = "NEIGHBOURS-014"
    what = mark("Kejadian {number} sudah berakhir.")
    rule = mark("Yang diserahkan atau dimintakan bantuan adalah kejadian yang masih terbuka.")
    advice = mark("Buka lagi kejadiannya bila perlu.")


class TooManyOpen(Refused):
    code = "NEIGHBOURS-015"
    what = mark("{org} sudah menunggu jawaban untuk {open} permintaan.")
    rule = mark("Dari satu tetangga paling banyak {most} permintaan terbuka pada satu waktu.")
    advice = mark("Jawab yang sudah ada; kiriman ini dicoba lagi oleh node tetangga.")
