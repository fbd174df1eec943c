/// Descriptions of HTTP operations come in; one OpenAPI 3.1 document goes out. Nothing here knows
/// what an operation does, or which library carries it out.
///
/// Begin with [dev.edgewise.openapi.Operation], which says what one method on one path takes and
/// gives; [dev.edgewise.openapi.Document] puts them together. Source: OpenAPI Specification 3.1.1,
/// whose schemas are JSON Schema 2020-12.
@NullMarked
package dev.edgewise.openapi;

import org.jspecify.annotations.NullMarked;
