import { type AigcLabel, labelJson, parseLabel } from './aigc-label.js';

/** Namespace of the property `AIGC`, given by TC260 for GB 45438-2025. */
const namespace = 'http://www.tc260.org.cn/ns/AIGC/1.0/';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const unescapeXml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** One XMP packet with the label as its only property. */
export const xmpPacket = (label: AigcLabel): Buffer =>
  Buffer.from(
    [
      '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
      '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
      `<rdf:Description rdf:about="" xmlns:TC260="${namespace}">`,
      `<TC260:AIGC>${escapeXml(labelJson(label))}</TC260:AIGC>`,
      '</rdf:Description></rdf:RDF></x:xmpmeta>',
      '<?xpacket end="r"?>',
    ].join(''),
    'utf8',
  );

/** The label in an XMP packet, written as element or as attribute; null when there is none. */
export const readXmp = (packet: Buffer): AigcLabel | null => {
  const xml = packet.toString('utf8');
  const prefix = new RegExp(`xmlns:([\\w.-]+)\\s*=\\s*["']${namespace.replaceAll('.', '\\.')}["']`).exec(xml)?.[1];
  if (prefix === undefined) return null;
  const element = new RegExp(`<${prefix}:AIGC>([^<]*)</${prefix}:AIGC>`).exec(xml)?.[1];
  const attribute = new RegExp(`\\s${prefix}:AIGC\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(xml);
  const value = element ?? attribute?.[1] ?? attribute?.[2];
  return value === undefined ? null : parseLabel(unescapeXml(value));
};
