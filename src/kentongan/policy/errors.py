from kentongan.kernel.errors import Malformed, Refused, mark


class NotAPackage(Malformed):
    code = "POLICY-001"
    what = mark("Berkas ini bukan paket pengaturan: {where}.")
    rule = mark("Paket adalah satu berkas JSON menurut bentuk yang ditetapkan.")
    advice = mark("Perbaiki bagian yang disebut, atau ekspor lagi dari daerah asalnya.")


class PackageDoesNotFit(Refused):
    code = "POLICY-002"
    what = mark("Paket ini tidak cocok dengan node ini: {problems}.")
    rule = mark("Yang ditunjuk paket harus ada di paket itu atau di node ini.")
    advice = mark("Perbaiki bagian yang disebut; belum ada yang diubah.")
