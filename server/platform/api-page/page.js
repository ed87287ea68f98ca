// Draws the OpenAPI document as a page. No framework, no request to anywhere else.

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** An element with its children; texts are always set as text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A schema as one readable line or block: the fields of an object, the values of a choice. */
function describe(schema, document, depth = 0) {
  if (!schema || schema === true) return 'anything';
  if (schema.$ref) return describe(document.components?.schemas?.[schema.$ref.split('/').at(-1)], document, depth);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => describe(choice, document, depth)).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => describe(part, document, depth)).join(' & ');
  if (schema.type === 'array') return `[${describe(schema.items, document, depth)}]`;
  if (schema.type === 'object' && schema.properties) return describeFields(schema, document, depth);
  if (schema.type === 'object') return `{ [name]: ${describe(schema.additionalProperties, document, depth + 1)} }`;
  const limits = [
    schema.format,
    schema.minimum !== undefined && schema.minimum > -1e15 && `≥ ${schema.minimum}`,
    schema.maximum !== undefined && schema.maximum < 1e15 && `≤ ${schema.maximum}`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ].filter(Boolean);
  return `${schema.type ?? 'anything'}${limits.length > 0 ? ` (${limits.join(', ')})` : ''}`;
}

function describeFields(schema, document, depth) {
  if (depth > 6) return '{ … }';
  const indent = '  '.repeat(depth + 1);
  const lines = Object.entries(schema.properties).map(([name, field]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    const words = field.description ? `  // ${field.description}` : '';
    return `${indent}${name}${mark}: ${describe(field, document, depth + 1)}${words}`;
  });
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

function drawBlock(title, schema, document) {
  if (!schema) return [];
  return [make('h3', {}, title), make('pre', {}, describe(schema, document))];
}

function drawParameters(parameters, document) {
  if (!parameters?.length) return [];
  const rows = parameters.map((one) =>
    make('tr', {}, make('td', {}, make('code', {}, one.name)), make('td', { class: 'quiet' }, one.in + (one.required ? '' : ', optional')), make('td', {}, describe(one.schema, document))),
  );
  return [make('h3', {}, 'Parameters'), make('table', {}, make('tbody', {}, ...rows))];
}

function drawRoute({ path, method, operation }, document) {
  const summary = make(
    'summary',
    {},
    make('span', { class: 'method' }, method.toUpperCase()),
    make('code', {}, path),
    ' ',
    make('span', { class: 'words' }, operation.summary ?? ''),
  );
  const replies = Object.entries(operation.responses ?? {}).flatMap(([status, reply]) =>
    drawBlock(`Reply ${status}`, reply.content?.['application/json']?.schema, document),
  );
  const words = operation.description ? [make('p', {}, operation.description)] : [];
  return make(
    'details',
    { 'data-words': `${method} ${path} ${operation.summary ?? ''}`.toLowerCase() },
    summary,
    ...words,
    ...drawParameters(operation.parameters, document),
    ...drawBlock('Body', operation.requestBody?.content?.['application/json']?.schema, document),
    ...replies,
  );
}

function gatherRoutes(document) {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => ({ path, method, operation: item[method] })),
  );
  return Map.groupBy(routes, (route) => route.operation.tags?.[0] ?? 'other');
}

function filterRoutes(text) {
  const wanted = text.trim().toLowerCase();
  for (const section of document.querySelectorAll('section')) {
    const routes = [...section.querySelectorAll('details')];
    for (const route of routes) route.hidden = !route.dataset.words.includes(wanted);
    section.hidden = routes.every((route) => route.hidden);
  }
}

const reply = await fetch('/v1/openapi.json');
const api = await reply.json();
document.querySelector('#about').textContent = api.info.description;
const groups = [...gatherRoutes(api)].toSorted(([left], [right]) => left.localeCompare(right));
document.querySelector('#groups').replaceChildren(...groups.map(([name]) => make('a', { href: `#${name}` }, name)));
document
  .querySelector('#routes')
  .replaceChildren(...groups.map(([name, routes]) => make('section', { id: name }, make('h2', {}, name), ...routes.map((route) => drawRoute(route, api)))));
document.querySelector('#filter').addEventListener('input', (event) => filterRoutes(event.target.value));
