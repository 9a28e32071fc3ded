/** The lines of /etc/services that matter here: name, port, protocols (t, u), aliases. */
const LINES =
  'echo 7 tu,discard 9 tu sink null,systat 11 t users,daytime 13 tu,qotd 17 t quote,chargen 19 tu ttytst source,ftp-data 20 t,' +
  'ftp 21 t,ssh 22 t,telnet 23 t,smtp 25 t mail,time 37 tu timserver,whois 43 t nicname,tacacs 49 tu,domain 53 tu,' +
  'bootps 67 u,bootpc 68 u,tftp 69 u,gopher 70 t,finger 79 t,http 80 t www,kerberos 88 tu kerberos5 krb5,iso-tsap 102 t tsap,' +
  'pop3 110 t pop-3,sunrpc 111 tu portmapper,auth 113 t authentication tap ident,nntp 119 t readnews untp,ntp 123 u,' +
  'epmap 135 t loc-srv,netbios-ns 137 u,netbios-dgm 138 u,netbios-ssn 139 t,imap2 143 t imap,snmp 161 tu,' +
  'snmp-trap 162 tu snmptrap,bgp 179 t,irc 194 tu,ldap 389 tu,https 443 tu,microsoft-ds 445 t,kpasswd 464 tu,' +
  'submissions 465 t ssmtp smtps urd,isakmp 500 u,exec 512 t,login 513 t,shell 514 t cmd syslog,syslog 514 u,printer 515 t spooler,' +
  'route 520 u router routed,uucp 540 t uucpd,klogin 543 t,kshell 544 t krcmd,afpovertcp 548 t,submission 587 t,ipp 631 t,' +
  'ldaps 636 tu,domain-s 853 tu,rsync 873 t,ftps-data 989 t,ftps 990 t,telnets 992 t,imaps 993 t,pop3s 995 t,socks 1080 t proxy,' +
  'openvpn 1194 tu,ms-sql-s 1433 t,radius 1812 tu,mqtt 1883 t,nfs 2049 tu,mysql 3306 t,ms-wbt-server 3389 t,svn 3690 t subversion,' +
  'ipsec-nat-t 4500 u,sip 5060 tu,sip-tls 5061 tu,xmpp-client 5222 t jabber-client,xmpp-server 5269 t jabber-server,mdns 5353 u,' +
  'postgresql 5432 t postgres,amqps 5671 t,amqp 5672 tu,x11 6000 t x11-0,redis 6379 t,http-alt 8080 tu webcache,puppet 8140 t';

export interface Service {
  name: string;
  port: number;
  protocol: 'tcp' | 'udp';
  aliases: readonly string[];
}

const SERVICES: readonly Service[] = LINES.split(',').flatMap((line) => {
  const [name = '', port, protocols = '', ...aliases] = line.split(' ');
  return [...protocols].map((letter) => ({
    name,
    port: Number(port),
    protocol: letter === 't' ? ('tcp' as const) : ('udp' as const),
    aliases,
  }));
});

/** getservbyport() */
export function serviceByPort(port: number, protocol: 'tcp' | 'udp'): Service | undefined {
  return SERVICES.find((service) => service.port === port && service.protocol === protocol);
}

/** getservbyname(), aliases included. */
export function serviceByName(name: string, protocol: 'tcp' | 'udp'): Service | undefined {
  return SERVICES.find(
    (service) => service.protocol === protocol && (service.name === name || service.aliases.includes(name)),
  );
}
