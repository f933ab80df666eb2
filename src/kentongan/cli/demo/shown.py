"""What `kentongan demo` prints: where, who, and what to try. Indonesian, with a line in English."""

from kentongan.cli.demo.kept import DemoSecrets

TRY = (
    "petugas112: panggilan yang berdering dijawab, lalu diselesaikan dengan satu tombol",
    "penerus: tiket pohon tumbang belum diterima DLH; lihat telepon mana yang berdering berikutnya",
    "damkar: kebakaran di Pasar Weleri — unit di lokasi; minta bantuan, terkendali, pendinginan",
    "psc + halaman awak Ambulans Kendal 1: tekan Tiba di lokasi, jawab satu "
    "pertanyaan tentang posisinya, dan semua layar berubah",
    "pengawas: lonjakan panggilan beberapa jam lalu dengan angkanya; satu nomor yang tiga kali "
    "iseng sudah diturunkan prioritasnya, satu lagi menunggu keputusan Anda",
    "bupati: papan pimpinan dengan satu kalimat dan tiga waktu",
)


def print_welcome(kept: DemoSecrets, address: str) -> None:
    """Print address, logins and links; without an address when nothing is served."""
    print()
    print("KENTONGAN — Kabupaten Kendal (peragaan): semua orang, nomor, dan unit di sini rekaan.")
    print("  (demonstration: every person, number and unit is invented)")
    if address:
        print(f"\n  {address}")
    _print_logins(kept)
    _print_links(kept, address)
    print("\nYang dapat dicoba / what to try:")
    for line in TRY:
        print(f"  - {line}")
    print(flush=True)


def _print_logins(kept: DemoSecrets) -> None:
    print(f"\nKata sandi semua akun / password of every login: {kept.password}\n")
    print(f"  {'akun':<11} {'sebagai':<20} {'kode':<7} nama")
    for username, name, role in kept.logins:
        print(f"  {username:<11} {role:<20} {kept.code_of(username) or '—':<7} {name}")
    print("\n  Kode berubah tiap 30 detik / codes change: kentongan demo --code NAMA")


def _print_links(kept: DemoSecrets, address: str) -> None:
    print("\nHalaman awak (kode QR di kendaraan) / crew pages:")
    for call_sign, token in kept.vehicles.items():
        print(f"  {call_sign:<20} {address}/k/{token}")
    print(f"Layar dinding / wall screen:\n  {address}/papan/layar/{kept.wall}")
