"""Stored codes of the floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JoinReason(TextChoices):
    """Why a supervisor joins a call. A fixed list: there is no "other"."""

    HELP_ASKED = "HELP_ASKED", _("Petugas meminta bantuan")
    LIFE = "LIFE", _("Nyawa terancam, keputusan cepat")
    LONG_CALL = "LONG_CALL", _("Panggilan sangat lama")
    CALLER_ASKED = "CALLER_ASKED", _("Pelapor meminta pengawas")
    COACHING = "COACHING", _("Pendampingan petugas baru")


class HeavyCause(TextChoices):
    """Why somebody is asked how they are after a call; of several the first."""

    DEATH = "DEATH", _("Ada yang meninggal")
    CHILD = "CHILD", _("Korban anak")
    SUICIDE = "SUICIDE", _("Percobaan bunuh diri")
    VIOLENCE = "VIOLENCE", _("Kekerasan")
    OWN = "OWN", _("Ditandai petugas sendiri")
    SUPERVISOR = "SUPERVISOR", _("Ditandai pengawas")


class Rung(TextChoices):
    """Whose telephone rings for a talk that is overdue."""

    SUPERVISOR = "SUPERVISOR", _("Pengawas 112")
    LEADER = "LEADER", _("Pimpinan")


class TalkOutcome(TextChoices):
    TALKED = "TALKED", _("Sudah dibicarakan")
    REFERRED = "REFERRED", _("Dirujuk ke psikolog")
    NOT_NEEDED = "NOT_NEEDED", _("Tidak diperlukan")
    DECLINED = "DECLINED", _("Petugas tidak bersedia")
