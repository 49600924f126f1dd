/** The reason that somebody gave for a cut, with its line breaks. A long word is broken, so that it does not widen the page. */
export function Reason({ children }: { children: string }) {
  return <q className="min-w-0 whitespace-pre-line [overflow-wrap:anywhere]">{children}</q>;
}
