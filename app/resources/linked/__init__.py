"""What the resources mean in linked data: schema.org for things and figures, PROV-O and Web Annotation for evidence."""
