/** Levels of red, green and blue in the colours 16 to 231 of a 256-colour terminal. */
const CUBE = [0, 95, 135, 175, 215, 255] as const;
const GREYS = 24;

/** The colours 16 to 255, which no theme changes, as [red, green, blue]. */
export const PALETTE: readonly (readonly [number, number, number])[] = [
  ...CUBE.flatMap((red) => CUBE.flatMap((green) => CUBE.map((blue) => [red, green, blue] as const))),
  ...Array.from({ length: GREYS }, (_, step) => [8 + step * 10, 8 + step * 10, 8 + step * 10] as const),
];

/** Number (16 to 255) of the colour closest to this one. */
export function nearestColor(red: number, green: number, blue: number): number {
  const cube = [red, green, blue].map(nearestLevel);
  const grey = Math.max(0, Math.min(GREYS - 1, Math.round(((red + green + blue) / 3 - 8) / 10)));
  const inCube = 36 * cube[0]! + 6 * cube[1]! + cube[2]!;
  const inGreys = CUBE.length ** 3 + grey;
  const distance = (index: number) => {
    const [r, g, b] = PALETTE[index]!;
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  };
  return 16 + (distance(inGreys) < distance(inCube) ? inGreys : inCube);
}

function nearestLevel(value: number): number {
  let best = 0;
  for (let level = 1; level < CUBE.length; level += 1) {
    if (Math.abs(CUBE[level]! - value) < Math.abs(CUBE[best]! - value)) best = level;
  }
  return best;
}
