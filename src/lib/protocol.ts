/**
 * The version of what a page of ours and the server say to each other: the events, the requests and their answers.
 *
 * A page says in its handshake which version it was made for. A server that speaks a newer one serves the page all the
 * same, and asks it to reload. So raise this number by one in every change after which a page that is open would go
 * wrong: an event, a field or a path that such a page needs is gone or means something else, or it would show
 * something that is not so. What is only added needs no new number, nor does what looks different.
 *
 * Raising it does not make the change safe by itself. An old page goes on until somebody reloads it, and while the nodes
 * of an installation are replaced one after the other, each version meets the other one: what an old page sends must
 * still be refused or done, never misread.
 */
export const PROTOCOL_VERSION = 1;
