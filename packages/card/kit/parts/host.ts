/** Tells the host page that the card stands, and how tall it is whenever that changes. */
export function reportToHost(): void {
  const tellHeight = (): void => {
    window.parent.postMessage({ type: 'height', height: document.documentElement.scrollHeight }, '*');
  };
  window.parent.postMessage({ type: 'ready' }, '*');
  tellHeight();
  addEventListener('resize', tellHeight);
}
