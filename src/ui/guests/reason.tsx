/** The words that somebody gave for a cut. One long word of theirs breaks; it does not push the page aside. */
export function Reason({ children }: { children: string }) {
  return <q className="min-w-0 [overflow-wrap:anywhere]">{children}</q>;
}
