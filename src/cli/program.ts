import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../clock/index.ts';
import { THEMES } from '../theme/index.ts';
import { readWishes, type Wish } from './read-wishes.ts';
import { version } from './version.ts';

/** The command line of design.md section 7. Each command's code is loaded when it is asked for. */
export function createProgram(exit: (code: number) => void): Command {
  const program = new Command('firedrill')
    .description('Runs security training tracks in the terminal and checks that each alert has really fired.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', EXIT_CODES);

  program
    .command('play', { isDefault: true })
    .argument('[track]', 'a track folder or a text file; without it you choose from tracks/')
    .description('follow a track')
    .addOption(environmentOption())
    .addOption(speedOption('simulated seconds per real second, or "max"'))
    .addOption(seedOption())
    .option('--session <id>', 'name of the session to keep progress under')
    .option('--fresh', 'start over instead of going on where you were')
    .option('--plain', 'no full screen: lines and numbers only')
    .option('--screen-reader', 'lines as in --plain, without colours (also: ACCESSIBLE=1)')
    .option('--reduced-motion', 'no clock that ticks: times in whole minutes (also: FIREDRILL_NO_MOTION=1)')
    .addOption(new Option('--theme <background>', 'colours for this background; by default COLORFGBG').choices(THEMES))
    .option('--language <code>', 'language of firedrill and, where it has it, of the track: en or de; by default LANG')
    .addOption(targetOption())
    .addOption(contextOption())
    .addOption(yesOption())
    .addOption(hostScriptsOption())
    .addHelpText(
      'after',
      examples('firedrill play tracks/alerts', 'firedrill play notes/module-7.md --environment aks-workshop'),
    )
    .action(async (track, options) => exit(await (await import('./play.ts')).play(track, options)));

  program
    .command('test')
    .argument('<tracks...>', 'track folders, text files, or tests of alerts (*.alerts.yaml)')
    .description('verify tracks without a screen: every check must fail before and pass after')
    .addOption(environmentOption())
    .addOption(seedOption())
    .addOption(
      new Option('--strategy <how>', 'what does the work').choices(['blocks', 'solve', 'both']).default('blocks'),
    )
    .addOption(targetOption())
    .addOption(contextOption())
    .addOption(yesOption())
    .addOption(hostScriptsOption())
    .option('--skip-fail-check', 'leave out the check that must fail')
    .option('--keep-going', 'go on after a failed step')
    .addOption(
      new Option('--timeout <duration>', 'time to wait for an alert or a block, simulated or real')
        .default(2 * 3_600_000, '2h')
        .argParser(duration),
    )
    .addOption(reportOption())
    .option('--json', 'print the result as JSON; the same as --report json=-')
    .addHelpText(
      'after',
      examples(
        'firedrill test tracks/alerts tracks/anomaly-detection',
        'firedrill test module.md --environment aks-workshop --keep-going',
        'firedrill test tracks/* --keep-going --report junit=report.xml,github',
        'firedrill test tracks/alerts --target cluster --context training --yes',
      ),
    )
    .action(async (tracks, options) => exit(await (await import('./test.ts')).test(tracks, options)));

  program
    .command('validate')
    .argument('<paths...>', 'track folders or text files')
    .description('lint: file:line:col  severity  rule  message')
    .addOption(reportOption())
    .option('--json', 'print the findings as JSON; the same as --report json=-')
    .addHelpText('after', examples('firedrill validate tracks/alerts', 'firedrill validate tracks/* --report github'))
    .action(async (paths, options) => exit((await import('./validate.ts')).validate(paths, options)));

  program
    .command('shell')
    .argument('[script]', 'a script to run; standard input when it is not a terminal')
    .description('the simulated host without a track')
    .addOption(environmentOption())
    .option(
      '--mount <folder>',
      "a folder's files on the simulated host's working directory; the folder itself is never changed",
    )
    .addOption(speedOption('simulated seconds per real second, or "max" (default for scripts)'))
    .addOption(seedOption())
    .addHelpText(
      'after',
      examples(
        "echo 'kubectl get pods -A' | firedrill shell --environment hipstershop",
        'firedrill shell --environment aks-workshop --mount . probe.sh',
      ),
    )
    .action(async (script, options) => exit(await (await import('./shell.ts')).shell(script, options)));

  program
    .command('serve')
    .description('the simulated cluster for real clients, until Ctrl-C (exit code 0)')
    .addOption(environmentOption())
    .addOption(new Option('--port <number>', 'port on 127.0.0.1; any free one by default').argParser(port))
    .addOption(speedOption('simulated seconds per real second, until simulated time reaches the real time'))
    .addOption(seedOption())
    .addHelpText(
      'after',
      examples('firedrill serve', 'firedrill serve --environment hipstershop --port 6443 --speed 30'),
    )
    .action(async (options) => exit(await (await import('./serve.ts')).serve(options)));

  program
    .command('explain')
    .argument('<alert>', 'name of the alert')
    .description('why an alert of a kept session fired, or why not yet')
    .option('--session <id>', 'the session to look at; the one played last by default')
    .option('--json', 'print the explanation as JSON')
    .addHelpText(
      'after',
      examples('firedrill explain dns.unsanctioned.access', 'firedrill explain network.lateral.access --json'),
    )
    .action(async (alert, options) => exit(await (await import('./explain.ts')).explain(alert, options)));

  program
    .command('doctor')
    .description('what a real cluster offers to tracks; only reads (exit code 3 when alerts cannot work there)')
    .addOption(contextOption())
    .option('--json', 'print as JSON')
    .addHelpText('after', examples('firedrill doctor', 'firedrill doctor --context training --json'))
    .action(async (options) => exit(await (await import('./doctor.ts')).doctor(options)));

  program
    .command('list')
    .description('tracks with progress')
    .option('--json', 'print as JSON')
    .action(async (options) => exit(await (await import('./list.ts')).list(options)));

  const scaffold = program.command('new').description('begin a track, a challenge, a quiz or a check');
  scaffold
    .command('track')
    .argument('<folder>', 'a folder that is new or empty')
    .description('a track that validates and passes as it is')
    .option('--title <text>', "its title; by default the folder's name")
    .addHelpText('after', examples("firedrill new track tracks/dns-tunnel --title 'Find the tunnel'"))
    .action(async (folder, options) => exit((await import('./new.ts')).newTrackFolder(folder, options)));
  for (const kind of ['challenge', 'quiz'] as const)
    scaffold
      .command(kind)
      .argument('<track>', 'a track folder')
      .argument('<title>', 'its title')
      .description(`a ${kind} behind the last challenge`)
      .addHelpText('after', examples(`firedrill new ${kind} tracks/dns-tunnel 'What the logs say'`))
      .action(async (folder, title) => exit((await import('./new.ts')).newPart(kind, folder, title)));
  scaffold
    .command('check')
    .argument('<track>', 'a track folder')
    .argument('<step>', "the step's number or id")
    .description('a check script for a step')
    .addHelpText('after', examples('firedrill new check tracks/dns-tunnel 2'))
    .action(async (folder, step) => exit((await import('./new.ts')).newStepCheck(folder, step)));

  return program;
}

const environmentOption = () => new Option('--environment <name>', 'the simulated world to use (assets/environments)');
const targetOption = () =>
  new Option('--target <where>', 'the simulation, or a real cluster through your own bash and kubectl')
    .choices(['sim', 'cluster'])
    .default('sim');
const contextOption = () => new Option('--context <name>', 'context of your kubeconfig; the current one by default');
const yesOption = () => new Option('--yes', 'agree beforehand that commands run on this machine (--target cluster)');
const hostScriptsOption = () =>
  new Option(
    '--allow-host-scripts',
    'let set-up, solution and clean-up scripts run on this machine (--target cluster)',
  );
const reportOption = () =>
  new Option(
    '--report <kinds>',
    'also write junit=FILE, json=FILE, tap=FILE (- is standard output, in place of the text), github (annotations); several with commas',
  ).argParser(wishes);
const seedOption = () =>
  new Option('--seed <number>', 'seed of everything that looks like chance').argParser(wholeNumber);
const speedOption = (text: string) => new Option('--speed <n>', text).argParser(speed);

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0 to 999999999.');
  return Number(text);
}

function speed(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const value = Number(text);
  if (!(value > 0 && value <= 1_000))
    throw new InvalidArgumentError('It must be "max" or a number over 0, at most 1000.');
  return value;
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return Number(text);
}

function duration(text: string): number {
  const value = parseDuration(text);
  if (value === undefined || value <= 0) throw new InvalidArgumentError('Write it as 90s, 15m or 2h.');
  return value;
}

function wishes(text: string, before: readonly Wish[] = []): readonly Wish[] {
  const more = readWishes(text);
  if (!more) throw new InvalidArgumentError('Write junit=FILE, json=FILE, tap=FILE or github; several with commas.');
  return [...before, ...more];
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

const EXIT_CODES = `
Exit codes: 0 ok; 1 a check failed or content is invalid; 2 usage; 3 environment; 70 a mistake of firedrill; 130, 143 interrupted.
`;
