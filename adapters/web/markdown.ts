import MarkdownIt from 'markdown-it';

const SAFE_LINK = /^(?:https?:|mailto:|\/(?!\/)|[#?]|[^:]*$)/i;

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.validateLink = (url) => SAFE_LINK.test(url.trim()) && !url.trim().startsWith('//');
markdown.renderer.rules.link_open = (tokens, index, options, _environment, renderer) => {
  const token = tokens[index];
  token?.attrSet('rel', 'noopener noreferrer nofollow');
  if (/^https?:/i.test(String(token?.attrGet('href')))) token?.attrSet('target', '_blank');
  return renderer.renderToken(tokens, index, options);
};
markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index];
  const address = escapeHtml(String(token?.attrGet('src') ?? ''));
  return `<a href="${address}" rel="noopener noreferrer nofollow" target="_blank">${escapeHtml(token?.content || address)}</a>`;
};

/**
 * CommonMark as HTML that is safe to show: raw HTML comes out as text, links lead to http(s), mailto and this site only, and
 * images become links to them, so that reading a message calls nobody else's server.
 */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}

function escapeHtml(text: string): string {
  return markdown.utils.escapeHtml(text);
}
