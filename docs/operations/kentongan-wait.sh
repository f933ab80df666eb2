#!/bin/sh
# How many seconds this caller waits before the exchange asks again: 0, a number, or `refused`.
# Whatever goes wrong says 0: the caller is let in.  Usage: kentongan-wait UNIQUEID [NUMBER]
set -u
body=$(printf '{"call":"%s","number":"%s"}' "$1" "${2:-}")
now=$(date +%s)
signature=$(printf '%s.%s' "$now" "$body" |
  openssl dgst -sha256 -hmac "$KENTONGAN_CTI_SECRET" -r 2>/dev/null | cut -d ' ' -f 1)
answer=$(curl --silent --fail --max-time 2 --data-binary "$body" \
  --header 'Content-Type: application/json' \
  --header "X-Kentongan-Time: $now" --header "X-Kentongan-Signature: $signature" \
  "$KENTONGAN_URL/api/v1/cti/wait") || answer=
case $answer in
  *'"is_refused":true'*) echo refused ;;
  *) seconds=$(printf '%s' "$answer" | sed -n 's/.*"step_s":\([0-9]\{1,2\}\).*/\1/p')
     echo "${seconds:-0}" ;;
esac
