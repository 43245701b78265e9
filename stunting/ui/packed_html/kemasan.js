// HTML that travels compressed. No dependency, no request of its own.
// Streamlit calls the default export again with every value.

export default async function ({ data, parentElement }) {
  const state = (parentElement.packed ??= { written: "", turn: 0 });
  const turn = ++state.turn;
  const written = await unpacked(data);
  // Another value may have come while this one was unpacked.
  if (turn !== state.turn || written === state.written) return;
  state.written = written;
  const before = parentElement.querySelector("[tabindex]");
  const place = before ? [before.scrollLeft, before.scrollTop, before === document.activeElement] : null;
  parentElement.innerHTML = written;
  const after = parentElement.querySelector("[tabindex]");
  if (!after || !place) return;
  [after.scrollLeft, after.scrollTop] = place;
  if (place[2]) after.focus({ preventScroll: true });
}

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
