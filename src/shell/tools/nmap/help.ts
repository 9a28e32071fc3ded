/** What `nmap -h` prints here: the options firedrill's nmap really has. */
export const HELP = `Nmap VERSION ( https://nmap.org )
Usage: nmap [Scan Type(s)] [Options] {target specification}
TARGETS: names, addresses, networks and octet ranges (10.0.0.0/28, 10.0.0.1-9,20)
  -iL <file>: take targets from a file        --exclude <hosts>: leave hosts out
HOST DISCOVERY:
  -sL: list targets only    -sn: no port scan    -Pn: treat every host as up
  -n/-R: never / always resolve addresses
SCAN TECHNIQUES:
  -sS/sT/sA: TCP SYN, connect(), ACK scan      -sN/sF/sX: TCP null, FIN, Xmas scan
  -sU: UDP scan
PORTS AND ORDER:
  -p <ranges>: -p22; -p1-65535; -p U:53,T:21-25,80
  -F: the 100 best-known ports    --top-ports <n>    -r: in ascending order
VERSIONS:
  -sV: ask open ports what they run
TIMING (times in seconds, or with ms, s, m, h):
  -T<0-5>  --min/max-parallelism <n>  --initial/min/max-rtt-timeout <time>
  --max-retries <n>  --host-timeout <time>  --scan-delay <time>  --min/max-rate <n>
OUTPUT:
  -oN/-oX/-oG/-oA <file>: normal, XML, grepable, all three    -v: say more
  --reason: why a port is in its state    --open: open ports only
MISC:
  -V: version    -h: this text
`;
