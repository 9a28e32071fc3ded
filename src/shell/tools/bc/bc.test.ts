import { test } from 'vitest';
import { expectOutputs } from '../../simulated/testing.ts';

test('bc calculates', () =>
  expectOutputs([
    ['echo "1+2*3; (1+2)*3; 2^10; 7/2; 7%3; -5+2" | bc', '7\n9\n1024\n3\n1\n-3\n'],
    ['echo "scale=3; 10/3; 1/3; sqrt(2); 1.5*1.5" | bc', '3.333\n.333\n1.414\n2.25\n'],
    ['echo "x=5; x*2; x>3; x==4; 3>2 && 1>2" | bc', '10\n1\n0\n0\n'],
    [
      'bc <<< "2^100"; echo "1/0" | bc; echo "1 +" | bc',
      '1267650600228229401496703205376\n(standard_in) 1: divide by zero\n(standard_in) 1: syntax error\n',
    ],
    ['echo "scale=2; 5/0.1; 1-.1; -1/3" | bc -l', '50.00\n.9\n-.33\n'],
  ]));
