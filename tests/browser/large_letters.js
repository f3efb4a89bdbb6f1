// What large letters do to a page: words broken in the middle, and boxes that lie over each other.
() => {
  const faults = [];
  const near = 2; // pixels that a letter's own box may reach over its neighbour's
  const unseen = (one) => one.closest("script, style, .visually-hidden, .skip, select, textarea");
  const rects = (range) => [...range.getClientRects()].filter((box) => box.width && box.height);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (unseen(node.parentElement) || !node.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    for (const word of node.data.matchAll(/[\p{L}\p{N}'’]+/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const boxes = rects(range);
      if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) faults.push(`"${word[0]}" is broken`);
      texts.push(...boxes.map((box) => ({ box, word: word[0] })));
    }
  }
  const controls = [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter((one) => !unseen(one.parentElement) && one.checkVisibility())
    .map((one) => ({ box: one.getBoundingClientRect(), word: `the box ${one.id}` }));
  const boxes = [...texts, ...controls].sort((one, other) => one.box.top - other.box.top);
  boxes.forEach((one, place) => {
    for (const other of boxes.slice(place + 1)) {
      if (other.box.top > one.box.bottom - near) break;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (across > near) faults.push(`${one.word} and ${other.word} lie over each other`);
    }
    if (one.box.left < 0 || one.box.right > innerWidth + 1) faults.push(`${one.word} is beside the screen`);
  });
  return faults;
}
