// Puts something on the clipboard, on plain http and in old web views, too.

// The copy event carries whatever one wants; some browsers want a selection before they send it.
function byCommand(forms) {
  const stand = document.body.appendChild(document.createElement("span"));
  stand.textContent = "…";
  const put = (event) => {
    event.preventDefault();
    for (const [type, text] of Object.entries(forms)) event.clipboardData.setData(type, text);
  };
  const kept = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  document.addEventListener("copy", put, { capture: true });
  try {
    getSelection().selectAllChildren(stand);
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", put, { capture: true });
    stand.remove();
    getSelection().removeAllRanges();
    if (kept) getSelection().addRange(kept);
  }
}

/** Copies a text, and HTML beside it where there is some; whether the browser allowed it. */
export async function toClipboard(text, html = "") {
  // Browsers parse HTML for the clipboard under the page's policy, which allows no styles: the event does not.
  if (html) return byCommand({ "text/plain": text, "text/html": html });
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byCommand({ "text/plain": text });
  }
}
