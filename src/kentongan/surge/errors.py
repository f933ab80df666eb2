"""What this room refuses."""

from kentongan.kernel.errors import Forbidden, Malformed, Missing, Refused, mark


class AlreadyDeclared(Refused):
    code = "SURGE-001"
    what = mark("Lonjakan panggilan sudah dinyatakan.")
    rule = mark("Hanya ada satu lonjakan pada satu waktu: yang pertama menyatakan.")
    advice = mark("Muat ulang halaman Lonjakan: yang berlangsung tampil di atas.")


class AlreadyOver(Refused):
    code = "SURGE-002"
    what = mark("Lonjakan ini sudah berakhir.")
    rule = mark("Lonjakan diakhiri satu kali, dengan nama dan alasannya.")
    advice = mark("Muat ulang halaman. Bila panggilan masih melonjak, nyatakan lonjakan baru.")


class ReasonMissing(Malformed):
    code = "SURGE-003"
    what = mark("Alasannya belum diisi.")
    rule = mark("Awal dan akhir lonjakan dicatat dengan nama dan alasan, paling panjang 200 huruf.")
    advice = mark("Tulis alasannya dengan singkat, lalu ulangi.")


class ProposalOver(Refused):
    code = "SURGE-004"
    what = mark("Usulan lonjakan ini sudah tidak berlaku.")
    rule = mark("Usulan berakhir bila panggilan mereda atau lonjakan dinyatakan.")
    advice = mark("Muat ulang halaman: keadaan sekarang tampil di sana.")


class NotAnOperator(Refused):
    code = "SURGE-005"
    what = mark("Akun ini tidak menerima panggilan 112.")
    rule = mark("Regu tambahan berisi orang yang perannya boleh menerima panggilan.")
    advice = mark("Minta pengelola memberi peran Petugas 112 lebih dahulu.")


class AlreadyInGroup(Refused):
    code = "SURGE-006"
    what = mark("Orang ini sudah ada di regu tambahan.")
    rule = mark("Setiap orang ada satu kali di regu tambahan.")
    advice = mark("Keluarkan dahulu bila nomornya berubah, lalu masukkan lagi.")


class PhoneUnusable(Malformed):
    code = "SURGE-007"
    what = mark("Nomor telepon atau pesawat ini tidak dapat dipakai.")
    rule = mark("Nomor telepon 3 sampai 25 angka; pesawat paling panjang 20 huruf dan angka.")
    advice = mark("Periksa nomornya: ke sanalah orang ini diminta membantu.")


class NotWaitedFor(Refused):
    code = "SURGE-008"
    what = mark("Permintaan ini tidak menunggu jawaban lagi.")
    rule = mark("Permintaan dijawab selama lonjakan berlangsung dan orangnya belum siap di meja.")
    advice = mark("Muat ulang halaman: mungkin sudah siap, atau lonjakan sudah berakhir.")


class SendsCallersAway(Refused):
    code = "SURGE-009"
    what = mark("Teks ini menyuruh penelepon menutup telepon: “{said}”.")
    rule = mark("Hanya yang nyawanya tidak terancam boleh diminta menutup atau menelepon nanti.")
    advice = mark("Sebut syaratnya dalam kalimat itu: “Bila tidak ada nyawa yang terancam, …”.")


class AnnouncementUnusable(Malformed):
    code = "SURGE-010"
    what = mark("Pengumuman ini tidak dapat dipakai: {thing}.")
    rule = mark(
        "Teks 1 sampai 600 huruf; nama berkas suara huruf, angka, titik, garis, paling panjang 80."
    )
    advice = mark("Perbaiki isian itu, lalu simpan lagi.")


class NotListening(Missing):
    code = "SURGE-011"
    what = mark("Node ini tidak menjawab sentral telepon.")
    rule = mark("Sentral dijawab bila KENTONGAN_CTI_SECRET diisi pengelola.")
    advice = mark("Isi rahasianya di node dan di sentral, lalu nyalakan ulang node.")


class SignatureWrong(Forbidden):
    code = "SURGE-012"
    http_status = 401
    what = mark("Tanda tangan permintaan ini tidak cocok.")
    rule = mark("Setiap permintaan ditandatangani HMAC-SHA256 atas waktu, titik, dan isi.")
    advice = mark("Periksa rahasia dan waktunya: docs/operations/exchange.md.")


class TooOld(Forbidden):
    code = "SURGE-013"
    http_status = 401
    what = mark("Waktu permintaan ini terlalu jauh dari jam node.")
    rule = mark("Permintaan berlaku {window_s} detik di sekitar waktu yang ditandatangani.")
    advice = mark("Samakan jam sentral dan node (NTP), lalu kirim permintaan baru.")


class SamenessNotAsked(Refused):
    code = "SURGE-014"
    what = mark("Kejadian Prioritas 1 atau 2 belum dipastikan sama.")
    rule = mark("Selama lonjakan, Prioritas 1 dan 2 menjawab dahulu: lokasi sama? korban sama?")
    advice = mark("Tanyakan keduanya, centang bila ya; bila ragu, buat kejadian terpisah.")
