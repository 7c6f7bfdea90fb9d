/**
 * Starts GraphiQL in the browser. The query to begin with comes from the address (`/graphiql?query=…`), else what was
 * typed last, else a few lines that say what to do.
 */
export const BOOT_SCRIPT = `'use strict';
(function () {
  var root = document.getElementById('graphiql');
  root.style.height = '100vh';
  document.body.style.margin = '0';
  var parameters = new URLSearchParams(window.location.search);
  var query = parameters.get('query');
  var variables = parameters.get('variables');
  var properties = {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultQuery: '# Milepost answers GraphQL. Ctrl+Space completes, Ctrl+Enter runs; the book icon shows the schema.\\n',
    shouldPersistHeaders: false,
  };
  if (query !== null) properties.query = query;
  if (variables !== null) properties.variables = variables;
  ReactDOM.createRoot(root).render(React.createElement(GraphiQL, properties));
})();
`;
