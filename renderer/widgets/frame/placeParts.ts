/** What stands in a place behind its screen, decoded: "/machines/m%201/c" has the parts "m 1" and "c". */
export function placeParts(place: string): readonly string[] {
  return place.split("/").filter(Boolean).slice(1).map(decoded);
}

/** An address that somebody mistyped stays as it is: it names nothing, and the screen says so. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
