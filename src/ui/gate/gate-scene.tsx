const ARCHES = [150, 190, 230, 270, 310, 350, 390];

/** A line drawing of a gate: arches one behind the other, with light through the door if it is open. */
export function GateScene({ open }: { open: boolean }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 800 900"
      preserveAspectRatio="xMidYMax slice"
      className="absolute inset-0 size-full"
      fill="none"
    >
      {ARCHES.map((radius, index) => (
        <path
          key={radius}
          d={archPath(400, 900, radius, 470 - index * 8)}
          stroke="var(--line-strong)"
          strokeOpacity={0.62 - index * 0.08}
          strokeWidth={1}
        />
      ))}
      <path d={archPath(400, 900, 118, 480)} fill="var(--paper)" stroke="var(--line-strong)" />
      <path
        d={
          open
            ? "M282 900V480C282 404 296 368 320 370S362 428 362 500V852Z"
            : archPath(400, 900, 118, 480)
        }
        fill="var(--accent-soft)"
        stroke="var(--accent)"
      />
      <circle cx={open ? 352 : 492} cy={open ? 668 : 672} r={open ? 3.5 : 5} fill="var(--accent)" />
    </svg>
  );
}

function archPath(x: number, floor: number, radius: number, spring: number): string {
  return `M${x - radius} ${floor}V${spring}a${radius} ${radius} 0 0 1 ${radius * 2} 0V${floor}`;
}
