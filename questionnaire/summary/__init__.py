"""One response as pages and formats read it, and how its findings are said."""
