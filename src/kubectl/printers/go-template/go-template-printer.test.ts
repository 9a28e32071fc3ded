import { expect, test } from 'vitest';
import { goTemplatePrinter } from './go-template-printer.ts';

const data = {
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'x', tier: 'y' } },
  spec: { ports: [80, 443] },
  secret: 'aGk=',
};

test.each([
  ['{{.metadata.name}}', 'web'],
  ['{{.metadata.nosuch.deeper}}', '<no value>'],
  ['{{range .spec.ports}}{{.}},{{end}}', '80,443,'],
  ['{{range $key, $value := .metadata.labels}}{{$key}}={{$value}} {{end}}', 'app=x tier=y '],
  ['{{if eq .kind "Pod"}}yes{{else}}no{{end}}', 'yes'],
  ['{{if .nosuch}}yes{{else if .kind}}kind{{else}}no{{end}}', 'kind'],
  ['{{with .metadata}}{{.name}}{{end}}', 'web'],
  ['{{len .spec.ports}} {{index .spec.ports 1}}', '2 443'],
  ['{{.secret | base64decode}}', 'hi'],
  ['{{printf "%s:%d" .metadata.name (index .spec.ports 0)}}', 'web:80'],
  ['{{- /* a comment */ -}} a {{- .kind }}', 'aPod'],
  ['{{$n := .metadata.name}}{{$n}}', 'web'],
])('%s prints %j', (template, text) => {
  expect(goTemplatePrinter(template)(data)).toBe(text);
});

test.each(['{{.a', '{{if .a}}', '{{end}}', '{{nosuch .a}}'])('%s is refused', (template) => {
  expect(() => goTemplatePrinter(template)(data)).toThrow(/template: output:1:/);
});
