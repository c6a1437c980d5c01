#pragma once

#include "yaml/extent.hpp"

#include <string>
#include <string_view>

namespace peerreview {

/// A change of a text: at the byte `offset`, the bytes `removed` gave way to `inserted`.
struct Edit {
    std::size_t offset = 0;
    std::string removed;
    std::string inserted;
};

// Each function below tells what is to change in `text`, in which the given extents are, and changes
// nothing. New bytes take the line end of the lines beside them; a text without a final line end stays one.

/// Another source for a scalar or an empty value, written as a file has it. A comment behind the value, or
/// behind the header of a block scalar, stays on the line where the new value begins. An empty `source`
/// takes one blank before the value with it.
Edit replace_value(std::string_view text, const Extent& value, std::string_view source);

/// New lines, given from column 1, as the part at `index` of a block map or list that is not empty: below
/// the part before it and the deeper comments of that, or straight above the first part.
Edit insert_in_block(std::string_view text, const Extent& block, std::size_t index, std::string_view lines);

/// A block map or list without the part at `index`, one of several: its lines go, with the comments on them
/// and the deeper comments below. What stands above it stays.
Edit remove_from_block(std::string_view text, const Extent& block, std::size_t index);

/// `brackets`, [] or {}, instead of a block map or list of one part; else as remove_from_block.
Edit empty_block(std::string_view text, const Extent& block, std::string_view brackets);

/// Whether fill_with_block can put lines below an empty value: nothing stands behind the key or the dash of
/// a block, or one blank and then [], {} or a null word. Blanks inside the brackets could not come back.
bool can_fill_with_block(std::string_view text, const Extent& value);

/// New lines, given from column 1, below the key or the dash of an empty value, `width` columns deeper.
Edit fill_with_block(std::string_view text, const Extent& value, std::size_t width, std::string_view lines);

/// A new part, of one line, at `index` of a list or map in brackets: on a line of its own where the part
/// beside it begins one.
Edit insert_in_flow(std::string_view text, const Extent& flow, std::size_t index, std::string_view source);

/// A list or map in brackets without the part at `index` and its comma. A comment goes only with a part
/// that has its lines for itself.
Edit remove_from_flow(std::string_view text, const Extent& flow, std::size_t index);

} // namespace peerreview
