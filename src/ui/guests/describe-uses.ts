/** How often an invitation was used: "Not used yet", "used 2 of 5 times". One that is used up is not open any more. */
export function describeUses({ uses, maxUses }: { uses: number; maxUses: number }): string {
  if (uses > 0) return `used ${uses} of ${maxUses} times`;
  return maxUses === 1 ? "not used yet" : `not used yet, works ${maxUses} times`;
}
