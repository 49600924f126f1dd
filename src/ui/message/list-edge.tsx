/** The beginning or the end of a list of messages, from where Tab leaves it. */
export function ListEdge() {
  return <span data-edge tabIndex={-1} className="absolute outline-none" />;
}
