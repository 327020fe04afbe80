#pragma once

namespace aibelt::report {

/// The language a page begins in; it holds all of them.
enum class Language { en, ko };

}  // namespace aibelt::report
