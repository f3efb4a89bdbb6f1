"""Pages of nurses and clinicians: from the worklist to the decision and the export."""
