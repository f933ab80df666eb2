"""Where sound comes from and where it is kept: the exchange's folder, and sealed copies here."""
