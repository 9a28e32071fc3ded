/** Names of TCP ports as nmap lists them; a name before a range stands for each of its ports. */
const TCP =
  'tcpmux 1,compressnet 2-3,rje 5,echo 7,discard 9,systat 11,daytime 13,netstat 15,qotd 17,msp 18,chargen 19,ftp-data 20,' +
  'ftp 21,ssh 22,telnet 23,priv-mail 24,smtp 25,rsftp 26,nsw-fe 27,msg-icp 29,msg-auth 31,dsp 33,priv-print 35,time 37,' +
  'rap 38,rlp 39,graphics 41,nameserver 42,whois 43,mpm-flags 44,mpm 45,mpm-snd 46,ni-ftp 47,auditd 48,tacacs 49,' +
  're-mail-ck 50,la-maint 51,xns-time 52,domain 53,xns-ch 54,isi-gl 55,xns-auth 56,priv-term 57,xns-mail 58,priv-file 59,' +
  'ni-mail 61,acas 62,via-ftp 63,covia 64,tacacs-ds 65,sqlnet 66,dhcps 67,dhcpc 68,tftp 69,gopher 70,netrjs-1 71,' +
  'netrjs-2 72,netrjs-3 73,netrjs-4 74,priv-dial 75,deos 76,priv-rje 77,vettcp 78,finger 79,http 80,hosts2-ns 81,xfer 82,' +
  'mit-ml-dev 83,ctf 84,mit-ml-dev 85,mfcobol 86,priv-term-l 87,kerberos-sec 88,su-mit-tg 89,dnsix 90,mit-dov 91,npp 92,' +
  'dcp 93,objcall 94,supdup 95,dixie 96,swift-rvf 97,linuxconf 98,metagram 99,newacct 100,hostname 101,iso-tsap 102,' +
  'gppitnp 103,acr-nema 104,csnet-ns 105,pop3pw 106,rtelnet 107,snagas 108,pop2 109,pop3 110,rpcbind 111,mcidas 112,' +
  'ident 113,audionews 114,sftp 115,ansanotify 116,uucp-path 117,sqlserv 118,nntp 119,cfdptkt 120,erpc 121,smakynet 122,' +
  'ntp 123,ansatrader 124,locus-map 125,unitary 126,locus-con 127,gss-xlicen 128,pwdgen 129,cisco-fna 130,cisco-tna 131,' +
  'cisco-sys 132,statsrv 133,ingres-net 134,msrpc 135,profile 136,netbios-ns 137,netbios-dgm 138,netbios-ssn 139,' +
  'emfis-data 140,emfis-cntl 141,bl-idm 142,imap 143,news 144,uaac 145,iso-tp0 146,iso-ip 147,cronus 148,aed-512 149,' +
  'sql-net 150,hems 151,bftp 152,sgmp 153,netsc-prod 154,netsc-dev 155,sqlsrv 156,knet-cmp 157,pcmail-srv 158,' +
  'nss-routing 159,sgmp-traps 160,snmp 161,snmptrap 162,cmip-man 163,cmip-agent 164,xns-courier 165,s-net 166,namp 167,' +
  'rsvd 168,send 169,print-srv 170,multiplex 171,cl-1 172,xyplex-mux 173,mailq 174,vmnet 175,genrad-mux 176,xdmcp 177,' +
  'nextstep 178,bgp 179,ris 180,unify 181,audit 182,ocbinder 183,ocserver 184,remote-kis 185,kis 186,aci 187,mumps 188,' +
  'qft 189,gacp 190,prospero 191,osu-nms 192,srmp 193,irc 194,dn6-nlm-aud 195,dn6-smm-red 196,dls 197,dls-mon 198,smux 199,' +
  'src 200,at-rtmp 201,at-nbp 202,at-3 203,at-echo 204,at-5 205,at-zis 206,at-7 207,at-8 208,tam 209,z39.50 210,' +
  '914c-g 211,anet 212,ipx 213,vmpwscs 214,softpc 215,atls 216,dbase 217,mpp 218,uarps 219,imap3 220,fln-spx 221,' +
  'rsh-spx 222,cdc 223,masqdialer 224,direct 242,sur-meas 243,dayna 244,link 245,dsp3270 246,subntbcst_tftp 247,bhfhs 248,' +
  'fw1-secureremote 256,fw1-mc-fwmodule 257,fw1-mc-gui 258,esro-gen 259,openport 260,nsiiops 261,arcisdms 262,hdap 263,' +
  'bgmp 264,maybe-fw1 265,http-mgmt 280,personal-link 281,cableport-ax 282,rescap 283,corerjd 284,k-block 287,' +
  'novastorbakcup 308,bhmds 310,asip-webadmin 311,vslmp 312,magenta-logic 313,opalis-robot 314,dpsi 315,decauth 316,' +
  'zannet 317,pip 321,rtsps 322,texar 333,pdap 344,pawserv 345,zserv 346,fatserv 347,csi-sgwp 348,mftp 349,' +
  'matip-type-a 350,matip-type-b 351,dtag-ste-sb 352,ndsauth 353,bh611 354,datex-asn 355,cloanto-net-1 356,bhevent 357,' +
  'shrinkwrap 358,tenebris_nts 359,scoi2odialog 360,semantix 361,srssend 362,rsvp_tunnel 363,aurora-cmgr 364,dtk 365,' +
  'odmr 366,mortgageware 367,qbikgdp 368,rpc2portmap 369,codaauth2 370,clearcase 371,ulistserv 372,legent-1 373,' +
  'legent-2 374,hassle 375,nip 376,tnETOS 377,dsETOS 378,is99c 379,is99s 380,hp-collector 381,hp-managed-node 382,' +
  'hp-alarm-mgr 383,arns 384,ibm-app 385,asa 386,aurp 387,unidata-ldm 388,ldap 389,uis 390,synotics-relay 391,' +
  'synotics-broker 392,dis 393,embl-ndt 394,netcp 395,netware-ip 396,mptn 397,kryptolan 398,iso-tsap-c2 399,work-sol 400,' +
  'ups 401,genie 402,decap 403,nced 404,ncld 405,imsp 406,timbuktu 407,prm-sm 408,prm-nm 409,decladebug 410,rmt 411,' +
  'synoptics-trap 412,smsp 413,infoseek 414,bnet 415,silverplatter 416,onmux 417,hyper-g 418,ariel1 419,smpte 420,' +
  'ariel2 421,ariel3 422,opc-job-start 423,opc-job-track 424,icad-el 425,smartsdp 426,svrloc 427,ocs_cmu 428,ocs_amu 429,' +
  'utmpsd 430,utmpcd 431,iasd 432,nnsp 433,mobileip-agent 434,mobilip-mn 435,dna-cml 436,comscm 437,dsfgw 438,dasp 439,' +
  'sgcp 440,decvms-sysmgt 441,cvc_hostd 442,https 443,snpp 444,microsoft-ds 445,ddm-rdb 446,ddm-dfm 447,ddm-ssl 448,' +
  'as-servermap 449,tserver 450,sfs-smp-net 451,sfs-config 452,creativeserver 453,contentserver 454,creativepartnr 455,' +
  'macon 456,scohelp 457,appleqtc 458,ampr-rcmd 459,skronk 460,datasurfsrv 461,datasurfsrvsec 462,alpes 463,kpasswd5 464,' +
  'smtps 465,digital-vrc 466,mylex-mapd 467,photuris 468,rcp 469,scx-proxy 470,mondex 471,ljk-login 472,hybrid-pop 473,' +
  'tn-tl-w1 474,tcpnethaspsrv 475,tn-tl-fd1 476,ss7ns 477,spsc 478,iafserver 479,loadsrv 480,dvs 481,bgs-nsi 482,' +
  'ulpnet 483,integra-sme 484,powerburst 485,sstats 486,saft 487,gss-http 488,nest-protocol 489,micom-pfs 490,go-login 491,' +
  'ticf-1 492,ticf-2 493,pov-ray 494,intecourier 495,pim-rp-disc 496,retrospect 497,siam 498,iso-ill 499,isakmp 500,' +
  'stmf 501,asa-appl-proto 502,intrinsa 503,citadel 504,mailbox-lm 505,ohimsrv 506,crs 507,xvttp 508,snare 509,fcp 510,' +
  'passgo 511,exec 512,login 513,shell 514,printer 515,videotex 516,talk 517,ntalk 518,utime 519,efs 520,ripng 521,ulp 522,' +
  'ibm-db2 523,ncp 524,timed 525,tempo 526,stx 527,custix 528,irc 529,courier 530,conference 531,netnews 532,netwall 533,' +
  'mm-admin 534,iiop 535,opalis-rdv 536,nmsp 537,gdomap 538,apertus-ldp 539,uucp 540,uucp-rlogin 541,commerce 542,' +
  'klogin 543,kshell 544,ekshell 545,dhcpv6-client 546,dhcpv6-server 547,afp 548,idfp 549,new-rwho 550,cybercash 551,' +
  'deviceshare 552,pirp 553,rtsp 554,dsf 555,remotefs 556,openvms-sysipc 557,sdnskmp 558,teedtap 559,rmonitor 560,' +
  'monitor 561,chshell 562,snews 563,9pfs 564,whoami 565,streettalk 566,banyan-rpc 567,ms-shuttle 568,ms-rome 569,' +
  'meter 570,umeter 571,sonar 572,banyan-vip 573,ftp-agent 574,vemmi 575,ipcd 576,vnas 577,ipdd 578,decbsrv 579,' +
  'sntp-heartbeat 580,bdp 581,scc-security 582,philips-vc 583,keyserver 584,imap4-ssl 585,password-chg 586,submission 587,' +
  'cal 588,eyelink 589,tns-cml 590,http-alt 591,eudora-set 592,http-rpc-epmap 593,tpip 594,cab-protocol 595,smsd 596,' +
  'ptcnameservice 597,sco-websrvrmg3 598,acp 599,ipcserver 600,syslog-conn 601,mnotes 603,tunnel 604,urm 606,nqs 607,' +
  'sift-uft 608,npmp-trap 609,npmp-local 610,npmp-gui 611,sco-sysmgr 616,sco-dtmgr 617,asia 626,apple-xsrvr-admin 625,' +
  'apple-imap-admin 626,ipp 631,bmpp 632,servstat 633,ginad 634,rlzdbase 635,ldapssl 636,lanserver 637,mcns-sec 638,' +
  'ldp 646,rrp 648,aminet 649,ieee-mms 651,repscmd 653,doom 666,mdqs 666,disclose 667,mecomm 668,meregister 669,' +
  'corba-iiop 683,asipregistry 687,resvc 691,agentx 705,cisco-tdp 711,iris-xpcs 713,iris-lwz 715,msexch-routing 691,' +
  'netviewdm1 729,netviewdm2 730,netviewdm3 731,netgw 741,netrcs 742,flexlm 744,fujitsu-dev 747,ris-cm 748,' +
  'kerberos-adm 749,kerberos 750,kerberos_master 751,qrh 752,rrh 753,krb_prop 754,nlogin 758,con 759,krbupdate 760,' +
  'kpasswd 761,quotad 762,cycleserv 763,omserv 764,webster 765,phonebook 767,vid 769,cadlock 770,rtip 771,cycleserv2 772,' +
  'submit 773,rpasswd 774,entomb 775,wpages 776,multiling-http 777,wpgs 780,hp-collector 781,hp-managed-node 782,' +
  'spamassassin 783,mdbs_daemon 800,device 801,ccproxy-http 808,iscsi 860,rsync 873,iclcnet_svinfo 887,accessbuilder 888,' +
  'sun-manageconsole 898,omginitialrefs 900,samba-swat 901,iss-realsecure 902,iss-console-mgr 903,xact-backup 911,' +
  'ftps-data 989,ftps 990,telnets 992,imaps 993,ircs 994,pop3s 995,garcon 999,cadlock 1000,webpush 1001,windows-icfw 1002,' +
  'ufsd 1008,surf 1010,nfs-or-iis 1025,lsa-or-nterm 1026,iis 1027,ms-lsa 1029,socks 1080,webmin 10000,ms-sql-s 1433,' +
  'ms-sql-m 1434,oracle 1521,h323q931 1720,pptp 1723,wms 1755,upnp 1900,cisco-sccp 2000,dc 2001,nfs 2049,ccproxy-ftp 2121,' +
  'EtherNetIP-1 2222,docker 2375-2376,etcd-client 2379,etcd-server 2380,pn-requester 2717,ppp 3000,squid-http 3128,mysql 3306,' +
  'ms-wbt-server 3389,mapper-ws_ethd 3986,radmin 4899,upnp 5000,airport-admin 5009,mmcc 5050,ida-agent 5051,sip 5060,' +
  'sip-tls 5061,admdog 5101,aol 5190,xmpp-client 5222,wsdapi 5357,postgresql 5432,amqp 5672,pcanywheredata 5631,nrpe 5666,' +
  'vnc-http 5800,vnc 5900,X11 6000,X11:1 6001,redis 6379,irc 6667,realserver 7070,http-alt 8000,http 8008,ajp13 8009,' +
  'http-proxy 8080,blackice-icecap 8081,https-alt 8443,sun-answerbook 8888,cslistener 9000,zeus-admin 9090,jetdirect 9100,' +
  'wap-wsp 9200,abyss 9999,mongod 27017,filenet-tms 32768,unknown 49152-49157';

const UDP =
  'echo 7,discard 9,daytime 13,qotd 17,chargen 19,domain 53,dhcps 67,dhcpc 68,tftp 69,http 80,kerberos-sec 88,rpcbind 111,' +
  'ntp 123,msrpc 135,profile 136,netbios-ns 137,netbios-dgm 138,netbios-ssn 139,snmp 161,snmptrap 162,xdmcp 177,' +
  'svrloc 427,https 443,microsoft-ds 445,isakmp 500,syslog 514,route 520,ipp 631,ms-sql-s 1433,ms-sql-m 1434,' +
  'radius 1812,radacct 1813,upnp 1900,nfs 2049,nat-t-ike 4500,sip 5060,zeroconf 5353,unknown 49152';

const NAMES = { tcp: readTable(TCP), udp: readTable(UDP) };

/** nmap's name for a port; `unknown` when its table has none. */
export function serviceName(port: number, protocol: string): string {
  return (protocol === 'udp' ? NAMES.udp : NAMES.tcp).get(port) ?? 'unknown';
}

/** The TCP ports a service name or a mask with `*` stands for. */
export function serviceNamed(mask: string): number[] {
  const pattern = new RegExp(
    `^${mask
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
  return [...NAMES.tcp].filter(([, name]) => pattern.test(name)).map(([port]) => port);
}

function readTable(text: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const entry of text.split(',')) {
    const [name = '', range = ''] = entry.split(' ');
    const [from = 0, to = from] = range.split('-').map(Number);
    for (let port = from; port <= to; port++) names.set(port, name);
  }
  return names;
}
