import { expect, test } from 'vitest';
import { foreignLanguage } from './script-language.ts';

test.each([
  ['#!/bin/bash\nx', undefined],
  ['#!/bin/bash \r\nx', undefined],
  ['#!/bin/bash -l\nx', undefined],
  ['#!/bin/bash/\nx', undefined],
  ['#!/usr/bin/env bash\nx', undefined],
  ['\uFEFF#!/bin/sh\nx', undefined],
  ['kubectl get ns', undefined],
  ['#!\nx', undefined],
  ['# !/usr/bin/python\n', undefined],
  ['#!/usr/bin/env python3\nprint()', 'python3'],
  ['#!/usr/bin/env -S PATH=/x node --flag\n', 'node'],
  ['#! /usr/bin/perl -w\n', 'perl'],
])('%j', (text, program) => {
  expect(foreignLanguage(text)).toBe(program);
});
