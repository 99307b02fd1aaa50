"""Official letters as PDF files, with Chinese type. Knows nothing of cases."""
