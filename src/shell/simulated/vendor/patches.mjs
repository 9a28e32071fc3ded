/**
 * The places where just-bash 3.4.2 has to ask us. Each `find` must stand exactly once in its bundled entry file; * `build.mjs` refuses anything else, so an upgrade cannot lose one in silence.
 *
 * `host` is the `InterpreterHost` of ../just-bash.ts; an interpreter without one behaves as published.
 */
export const PATCHES = [
  {
    name: 'host: every interpreter knows who runs it',
    find: 'invokeTool:t.invokeTool}}assertDefenseContext(',
    replace: 'invokeTool:t.invokeTool,host:t.host}}assertDefenseContext(',
  },
  {
    name: 'statement: the yield hook, and background statements become jobs',
    find: 'if(this.ctx.state.options.noexec)return ne;',
    replace:
      'if(this.ctx.state.options.noexec)return ne;' +
      'if(this.ctx.host){let pause=this.ctx.host.beforeStatement(this.ctx);if(pause)await pause;' +
      'if(t.background)return this.ctx.host.background(this.ctx,t)}',
  },
  {
    name: 'failure: trap ERR',
    find: 'a=this.ctx.state.errexitSafe;if(',
    replace:
      'a=this.ctx.state.errexitSafe;' +
      'if(this.ctx.host&&r!==0&&s===t.pipelines.length-1&&!i&&!this.ctx.state.inCondition&&!a)' +
      'n.appendResult(await this.ctx.host.onFailure(this.ctx,r));if(',
  },
  {
    name: 'statement output: shown as soon as it is there',
    find: 'return n.build(r)}async executePipeline',
    replace: 'return this.ctx.host?this.ctx.host.emit(this.ctx,n.build(r)):n.build(r)}async executePipeline',
  },
  {
    name: 'command output: shown as soon as it is there',
    find: 'async executeCommand(t,n,r=!1){',
    replace:
      'async executeCommand(t,n,r=!1){let v=await this.executeCommandSilently(t,n,r);' +
      'return this.ctx.host?this.ctx.host.emit(this.ctx,v):v}async executeCommandSilently(t,n,r=!1){',
  },
  {
    name: 'pipeline: each stage has its own ends',
    find: 'N=await n(y,s)}catch',
    replace: 'N=await(e.host?e.host.stage(e,t,g,s,n):n(y,s))}catch',
  },
  {
    name: 'redirections of a simple command take its output from the terminal',
    find: 'v=await this.runCommand(u,f,d,n,!1,!1,g,y)',
    replace:
      'v=await(this.ctx.host?this.ctx.host.redirected(this.ctx,t.redirections,()=>' +
      'this.runCommand(u,f,d,n,!1,!1,g,y)):this.runCommand(u,f,d,n,!1,!1,g,y))',
  },
  {
    name: 'redirections of a compound command',
    find: 'let l=await r(i);return await rn(e,l,t,i.targets',
    replace: 'let l=await(e.host?e.host.redirected(e,t,()=>r(i)):r(i));return await rn(e,l,t,i.targets',
  },
  {
    name: 'redirections of a function definition',
    find: 'm=await e.executeCommand(t.body,p,h);return rn(',
    replace:
      'm=await(e.host?e.host.redirected(e,t.redirections,()=>e.executeCommand(t.body,p,h)):' +
      'e.executeCommand(t.body,p,h));return rn(',
  },
  {
    name: 'command substitution captures',
    find: 'let p=await e.executeScript(t.body),h=p.exitCode',
    replace: 'let p=await(e.host?e.host.captured(e,t.body):e.executeScript(t.body)),h=p.exitCode',
  },
  {
    name: 'command substitution in arithmetic captures',
    find: 'let c=await e.executeScript(r),u=c.exitCode',
    replace: 'let c=await(e.host?e.host.captured(e,r):e.executeScript(r)),u=c.exitCode',
  },
  {
    name: 'process substitution captures',
    find: 'h=await e.executeScript(t)}catch',
    replace: 'h=await(e.host?e.host.captured(e,t):e.executeScript(t))}catch',
  },
  {
    name: 'programs: who owns standard input is known where they start',
    find: 'await pf(c,t,n,s,o)',
    replace: 'await pf(c,t,n,s,o,l)',
  },
  {
    name: 'programs: the parameter for it',
    find: 'async function pf(e,t,n,r,s){',
    replace: 'async function pf(e,t,n,r,s,ownsStdin){',
  },
  {
    name: 'programs: ours run in the host',
    find: 'let{cmd:u,path:f}=c;',
    replace: 'let{cmd:u,path:f}=c;' + 'if(i.host){let own=i.host.program(i,u.name,n,r,ownsStdin);if(own)return own}',
  },
  {
    name: 'programs: just-bash utilities read the terminal through the host',
    find: 'let d=r||i.state.groupStdin||""',
    replace: 'let d=r||i.state.groupStdin||(i.host&&!ownsStdin?await i.host.utilityStdin(i,t,n):"")',
  },
  {
    name: 'read and mapfile read the terminal through the host',
    find: 'if(t==="read")return',
    replace:
      'if(c.host&&!l&&!s&&(t==="read"||t==="mapfile"||t==="readarray"))s=await c.host.builtinStdin(c,t,n);' +
      'if(t==="read")return',
  },
  {
    name: 'wait',
    find: 'if(t==="wait")return ne;',
    replace: 'if(t==="wait")return c.host?c.host.wait(c,n):ne;',
  },
  {
    name: 'script files are processes of their own',
    find: 'await a(c.path,n,r);',
    replace: 'await(i.host?i.host.scriptFile(i,c.path,n,r,t.includes("/")?t:c.path):a(c.path,n,r));',
  },
  {
    name: 'command -v finds script files on PATH',
    find: 'else if(e.commands.has(a)){let u=',
    replace: 'else if(e.commands.has(a)||await uf(e,a)){let u=',
  },
  {
    name: 'EPOCHSECONDS and EPOCHREALTIME',
    find: 'case"RANDOM":return String(',
    replace:
      'case"EPOCHSECONDS":return String(Math.floor(Date.now()/1e3));' +
      'case"EPOCHREALTIME":return(Date.now()/1e3).toFixed(6);case"RANDOM":return String(',
  },
  {
    name: 'for x; do: walks the parameters as they are, blanks included',
    find: 'i=(e.state.env.get("@")||"").split(" ").filter(Boolean)',
    replace: 'i=Array.from({length:Number(e.state.env.get("#")||0)},(p,q)=>e.state.env.get(String(q+1))??"")',
  },
  {
    name: 'test -t: is it the terminal',
    find: 'case"-t":return!1;',
    replace: 'case"-t":return e.host?e.host.isTerminal(e,n):!1;',
  },
  {
    name: 'the name of a command is split into words as its arguments are',
    find: 'let u=await se(this.ctx,t.name),f=[],d=[],',
    replace:
      'let words=t.name.parts.every(P=>["Literal","SingleQuoted","Escaped","Glob"].includes(P.type))' +
      '?[await se(this.ctx,t.name)]:[...(await gt(this.ctx,t.name)).values],nameless=words.length===0,' +
      'u=words.shift()??"",f=[],d=[],',
  },
  {
    name: 'the other words of its name are its first arguments',
    find: 'f.push(P),d.push($)};if(ia(t.name,',
    replace: 'f.push(P),d.push($)};for(let P of words)p(P,!1);if(ia(t.name,',
  },
  {
    name: 'a name that comes to no word at all is no command',
    find: 'let m=t.name.parts.every(P=>P.type==="CommandSubstitution"',
    replace: 'let m=nameless||t.name.parts.every(P=>P.type==="CommandSubstitution"',
  },
  {
    name: 'what comes to no command has succeeded, unless a substitution in it failed',
    find: '!u)return m?(w.finish(),L("","",this.ctx.state.lastExitCode))',
    replace:
      '!u)return m?(w.finish(),L("","",t.name.parts.some(P=>P.type==="CommandSubstitution")?' +
      'this.ctx.state.lastExitCode:0))',
  },
  {
    name: 'exports: what a process of ours is made of',
    find: 'export{xr as Bash,',
    replace:
      'export{kr as Interpreter,Mr as ExecutionScope,aa as detachState,G as ExitError,ze as AbortedError,xr as Bash,',
  },
];

const PREVIOUS_ERRORS = 'tar: Exiting with failure status due to previous errors\n';

/** Where the bundled tar speaks otherwise than GNU's; each `find` must stand there, as often as `times` says. */
export const TAR_PATCHES = [
  {
    name: 'what cannot be packed',
    find: 's.push(`tar: ${r}: ${c}`)}',
    replace: "s.push(`tar: ${r}: ${/^ENOENT/.test(c)?'Cannot stat: No such file or directory':c}`)}",
  },
  {
    name: 'the end of what could not be packed, and names on standard output',
    find: 'let l=a;return s.length>0&&(l+=`${s.join(`\n`)}\n`)',
    replace:
      'let l="";if(t.file&&t.file!=="-")c=a;else l=a;' +
      `return s.length>0&&(l+=\`\${s.join(\`\n\`)}\n${PREVIOUS_ERRORS}\`)`,
  },
  {
    name: 'an archive is made even when nothing could be packed',
    find: 'if(i.length===0&&s.length>0)return{stdout:"",stderr:`${s.join(`\n`)}\n`,exitCode:2};',
    replace: '',
  },
  {
    name: 'names of what is unpacked on standard output',
    find: 'let d=u;return y.length>0&&(d+=`${y.join(`\n`)}\n`)',
    replace:
      'let d="";if(t.toStdout)d=u;else h=u;' + `return y.length>0&&(d+=\`\${y.join(\`\n\`)}\n${PREVIOUS_ERRORS}\`)`,
  },
  {
    name: 'an archive that is not there',
    times: 4,
    find: 'tar: ${t.file}: Cannot open: No such file or directory\n',
    replace: 'tar: ${t.file}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n',
  },
  {
    name: 'what is no archive',
    times: 4,
    find: '"Invalid tar archive format"',
    replace: '"This does not look like a tar archive\\ntar: Exiting with failure status due to previous errors"',
  },
  {
    name: 'no operation',
    find: 'tar: You must specify one of -c, -r, -u, -x, or -t\n',
    replace:
      "tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\n" +
      "Try 'tar --help' or 'tar --usage' for more information.\n",
  },
];
